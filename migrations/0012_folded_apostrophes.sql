-- A name is found and compared with the apostrophe on keyboards, whichever it was written with; Ð of old keyboards is d like Đ.
update pupil set search_key = replace(replace(replace(replace(search_key, '’', ''''), 'ʼ', ''''), '`', ''''), 'ð', 'd')
where search_key like '%’%' or search_key like '%ʼ%' or search_key like '%`%' or search_key like '%ð%';
