-- Reports begin with the children of a class and ask what each has finished, so what was finished is found by child; nothing begins with
-- everything a province finished in a span any more. A module a class was given is found by the class and its name.

drop index progress_completed;
create index progress_finished on progress (pupil, completed_at, module, school_year);
create index assignment_module on assignment (class, module);
