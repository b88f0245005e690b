channel-unreadable-subject = Unreadable message
channel-unreadable-text = A message arrived that Kippu could not read: { $reason }
    The original is attached. An administrator can have it read again.
