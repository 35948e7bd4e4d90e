# Bài trước, bài sau, bài nhắc lại: đo xem bài học giúp được gì, không đo từng em.
trial-title = Trước và sau khi học
trial-about = Cả lớp trả lời cùng mấy câu hỏi ngắn trước bài đầu tiên, sau bài cuối cùng và lại sau 90 ngày. Máy chỉ nhớ mỗi em đúng mấy câu, không nhớ câu nào.
trial-before = Bài trước
trial-before-about = Làm trước bài học đầu tiên. Các em chưa được xem đáp án.
trial-after = Bài sau
trial-after-about = Làm sau bài học cuối cùng. Trả lời xong, các em xem lời giải thích.
trial-recall = Bài nhắc lại
trial-recall-about = Làm sau bài sau ít nhất 90 ngày, để biết các em còn nhớ gì.
trial-give-before = Giao bài trước
trial-give-after = Giao bài sau
trial-give-recall = Giao bài nhắc lại
trial-too-late = Lớp đã có em học xong một bài nên không làm bài trước nữa.
trial-too-early = Giao bài sau khi các em đã học xong những bài được giao.
trial-after-first = Giao bài nhắc lại khi lớp đã làm bài sau được 90 ngày.
trial-not-yet = Chưa đủ 90 ngày kể từ ngày cuối của bài sau.
trial-from = Mở được từ ngày { $day }.
trial-took = { $n } trên { $of } em đã làm
trial-gain = { $n } em làm cả hai bài: trung bình đúng { $before } trước khi học và { $after } sau khi học, tăng { $points } điểm phần trăm.
trial-gain-less = { $n } em làm cả hai bài: trung bình đúng { $before } trước khi học và { $after } sau khi học. Thầy/cô có thể cùng lớp xem lại những câu các em còn lúng túng.
trial-gain-hidden = Mức tăng trung bình hiện ra khi có từ { $n } em làm cả bài trước và bài sau.
trial-link = Bài trước, bài sau

# Trang của học sinh. $you là "em", với lớp 10–12 là "bạn".
trial-desk-before = Mấy câu hỏi trước khi học
trial-desk-after = Mấy câu hỏi sau khi học
trial-desk-recall = Mấy câu hỏi nhắc lại
trial-desk-about = Không tính điểm, để thầy cô biết bài học giúp được gì.
trial-first = Có { $n } câu hỏi ngắn, khoảng { $minutes } phút. { $You } cứ chọn câu { $you } thấy đúng nhất, chưa biết cũng không sao.
trial-first-kept = Máy chỉ nhớ { $you } đúng mấy câu, không nhớ { $you } đã chọn câu nào.
trial-begin = Bắt đầu trả lời
trial-question = Câu { $n } trên { $of }
trial-next = Câu tiếp theo
trial-send = Gửi câu trả lời
trial-thanks = Cảm ơn { $you }!
trial-thanks-about = Câu trả lời của { $you } giúp thầy cô biết bài học cần nói thêm điều gì.
trial-explained = Mình cùng xem lại từng câu nhé
trial-back = Về bài hôm nay
