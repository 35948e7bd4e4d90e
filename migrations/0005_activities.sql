-- Meetings, contests, talks, trainings: recorded once, reported on both lines.

create table activity (
    id uuid primary key,
    kind text not null,                 -- domain PR-21 and PR-19, PR-20
    title text not null,
    host uuid not null references unit (id),
    pack text,                          -- a session pack of content/
    module text,
    held_on date not null,
    starts_at text,                     -- hh:mm, local
    place text,
    note text,                          -- staff only; the form says: no case, no child's name
    created_by uuid references staff (id),
    created_at timestamptz not null,
    closed_at timestamptz,
    closed_by uuid references staff (id),
    walk_ins bigint not null default 0, -- children of no listed unit, as a count
    cancelled_at timestamptz,
    cancelled_by uuid references staff (id),
    cancel_reason text                  -- a word of a fixed list; a cancelled activity stays, and counts nowhere
);
create index activity_host on activity (host, held_on);
create index activity_held on activity (held_on);

create table activity_target (
    activity uuid not null references activity (id),
    unit uuid not null references unit (id),
    attended bigint,                    -- of a unit above the schools: only this count is kept, no names
    primary key (activity, unit)
);
create index activity_target_unit on activity_target (unit);

create table attendance (
    activity uuid not null references activity (id),
    pupil uuid not null references pupil (id),
    status text,                        -- present | late | excused | absent; null: taken back, kept so that an older mark that
                                        -- arrives late does not come alive again
    reason text,                        -- a word of a fixed list
    method text not null,               -- roll | self
    client_id uuid not null,            -- of the write that set it
    marked_by uuid references staff (id),
    marked_at timestamptz not null,     -- when it was tapped, not when it arrived: the later tap stands; "everybody is
                                        -- here" is dated at the start of the day, so that it never stands over a tap
    primary key (activity, pupil)
);
create index attendance_pupil on attendance (pupil);
