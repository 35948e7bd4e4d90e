-- Sessions, class doors and the counters of wrong tries. All of it lives here, so that several instances agree and a restart
-- forgives nothing.

create table session (
    token_hash text primary key,        -- SHA-256 of the cookie: the database alone opens no session
    staff uuid references staff (id),
    pupil uuid references pupil (id),
    class uuid references unit (id),    -- the class a pupil signed in to
    door uuid,                          -- the lesson it ends with; null for a card at home
    opened_at timestamptz not null,
    seen_at timestamptz not null,       -- by the minute
    ends_at timestamptz not null        -- absolute limit
);
create index session_staff on session (staff);
create index session_pupil on session (pupil);
create index session_door on session (door);

create table door (
    id uuid primary key,
    class uuid not null references unit (id),
    code text not null unique,          -- 4+4 characters of an unambiguous alphabet
    opened_by uuid not null references staff (id),
    opened_at timestamptz not null,
    closes_at timestamptz not null,
    closed_at timestamptz,
    misses bigint not null default 0,   -- wrong pictures at this door since it opened or was confirmed
    confirmed_at timestamptz            -- the adult's last tap after twelve misses
);
create index door_class on door (class, closed_at);

-- One row per thing that may be tried too often: a tile, an address, a user name at an address, all doors together.
create table throttle (
    subject text primary key,
    misses bigint not null,
    since timestamptz not null,
    wait_until timestamptz
);
