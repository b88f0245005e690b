# Saved views: what they are sorted by, how they are built and looked at.

order-newest = Changed last first
order-oldest = Changed longest ago first
order-last-created = Newest tickets first
order-first-created = Oldest tickets first
order-last-received = Last message first
order-longest-waiting = Waiting longest first
order-priority = Most urgent first
order-number = By number
