-- Browsers that are new at a door share a count by address, so that whoever guesses from elsewhere does not use up what the class has. A
-- row without misses says that a child came in from there.
alter table door_try add column place text not null default ''; -- a keyed hash of the address
