# Khảo sát trước khi học, sau khi học, nhắc lại sau 3 tháng: đo xem bài học giúp được gì, không đo từng em.
trial-title = Trước và sau khi học
trial-about = Cả lớp trả lời cùng mấy câu hỏi ngắn trước bài đầu tiên, sau bài cuối cùng và lại sau 90 ngày. Máy chỉ nhớ mỗi em đúng mấy câu, không nhớ câu nào.
trial-before = Khảo sát trước khi học
trial-before-about = Làm trước bài học đầu tiên. Các em chưa được xem đáp án.
trial-after = Khảo sát sau khi học
trial-after-about = Làm sau bài học cuối cùng. Trả lời xong, các em xem lời giải thích.
trial-recall = Khảo sát nhắc lại sau 3 tháng
trial-recall-about = Làm ít nhất 90 ngày sau khảo sát sau khi học, để biết các em còn nhớ gì.
trial-give-before = Giao khảo sát trước khi học
trial-give-after = Giao khảo sát sau khi học
trial-give-recall = Giao khảo sát nhắc lại
trial-too-late = Lớp đã có em học xong một bài nên không làm khảo sát trước khi học nữa.
trial-too-early = Chỉ giao khảo sát này khi các em đã học xong các bài được giao.
trial-after-first = Chỉ giao khảo sát này khi lớp đã làm khảo sát sau khi học được 90 ngày.
trial-not-yet = Chưa đủ 90 ngày kể từ ngày cuối của khảo sát sau khi học.
trial-from = Mở được từ ngày { $day }.
trial-took = { $n } trên { $of } em đã làm
trial-gain = { $n } em làm cả hai khảo sát: trung bình đúng { $before } trước khi học và { $after } sau khi học, tăng { $points } điểm phần trăm.
trial-gain-less = { $n } em làm cả hai khảo sát: trung bình đúng { $before } trước khi học và { $after } sau khi học. Thầy/cô có thể cùng lớp xem lại những câu các em còn lúng túng.
trial-gain-hidden = Mức tăng trung bình hiện ra khi có từ { $n } em làm cả khảo sát trước và sau khi học.
trial-link = Khảo sát trước và sau khi học

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
