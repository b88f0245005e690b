kippu = Kippu
kippu-tagline = Every request becomes one ticket
