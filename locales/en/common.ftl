skip = Skip to content
skip-settings = Skip to the settings
send = Send
optional = optional
remove = Remove
sign-out = Sign out
draft-saved = Draft saved
offline = The desk cannot be reached
