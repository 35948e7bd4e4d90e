-- What was missed at a tile and not made good. A slip is made good when the same browser comes in at that tile; what stays are guesses
-- at others' tiles. Three at one tile and its child is helped by a tap; too many tiles and the whole door waits for one.

create table door_try (
    door uuid not null references door (id),
    pupil uuid not null references pupil (id),
    browser text not null,              -- random, in the signed pass a browser gets for the code; says nothing of whose it is
    misses bigint not null,
    primary key (door, pupil, browser)
);
create index door_try_pupil on door_try (pupil);

-- How many tiles may be missed before the door waits: grows with the class, fixed when the door is opened. `misses` is read no more.
alter table door add column patience bigint not null default 4;
