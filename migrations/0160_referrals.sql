-- To whom tickets were referred who do not see their teams. JSON list; referrals is its index, kept with the ticket.
ALTER TABLE tickets ADD COLUMN referrals TEXT NOT NULL DEFAULT '[]';
CREATE TABLE referrals (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    -- person-7 or team-3.
    referred_to TEXT NOT NULL,
    -- Where the ticket lies, so that a list of what is open does not walk through what was.
    place TEXT NOT NULL,
    PRIMARY KEY (ticket_id, referred_to)
);
CREATE INDEX referrals_by_whom ON referrals (referred_to, place, ticket_id);
