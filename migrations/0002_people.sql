-- Children and adults. The columns of pupil are the whole of domain §3.3; nothing else about a child is ever stored.

create table pupil (
    id uuid primary key,
    school uuid not null references unit (id),
    pupil_code text,                    -- as text: leading zeros count
    full_name text not null,
    sort_key text not null,             -- Tên, then Họ và đệm, in Vietnamese order
    search_key text not null,           -- folded: no marks, đ is d, i is y
    birth_year bigint,
    birth_date date,
    gender text not null,               -- male | female | unknown
    animal text not null,               -- picture on the tile
    secret_kind text not null,          -- pictures | pin
    secret text not null,               -- encrypted with the card key, which is not in this database
    secret_version bigint not null default 1, -- a new card ends the old one
    left_on date
);
create unique index pupil_code_in_school on pupil (school, pupil_code) where pupil_code is not null;
create index pupil_school_sort on pupil (school, sort_key);

create table enrolment (
    id uuid primary key,
    pupil uuid not null references pupil (id),
    class uuid not null references unit (id),
    valid_from date not null,
    valid_to date                       -- last day in the class; null while there
);
create index enrolment_class on enrolment (class, valid_to);
create unique index enrolment_one_at_a_time on enrolment (pupil) where valid_to is null;
create index enrolment_pupil on enrolment (pupil);

create table staff (
    id uuid primary key,
    username text not null unique,
    full_name text not null,
    password_hash text not null,        -- argon2id with its parameters
    must_change boolean not null,       -- first or reset password: usable once, for changing it
    password_until timestamptz,         -- a first or reset password dies after 24 hours
    is_demo boolean not null default false,
    closed_at timestamptz
);

create table staff_grant (
    id uuid primary key,
    staff uuid not null references staff (id),
    role text not null,
    unit uuid not null references unit (id),
    valid_from date not null,
    valid_to date,
    granted_by uuid references staff (id)
);
create index staff_grant_staff on staff_grant (staff);
create index staff_grant_unit on staff_grant (unit, role);
