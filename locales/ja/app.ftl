kippu = Kippu
kippu-tagline = すべての問い合わせを、一枚のチケットに
