# Cách gọi người học. $you ở giữa câu, $You ở đầu câu.
address-em = em
address-em-first = Em
address-ban = bạn
address-ban-first = Bạn
address-thay-co = thầy/cô
address-thay-co-first = Thầy/cô
address-cha-me = cha mẹ
address-cha-me-first = Cha mẹ

# Lời mở đầu phản hồi. Không bao giờ nói "Sai".
opening-right = Đúng rồi!
opening-well-done = { $You } làm tốt lắm!
opening-right-one = Ý đúng là đây.
opening-think-again = Mình cùng nghĩ lại nhé.

# Chín quy tắc. $you là "em", với lớp 10–12 là "bạn".
rule-r1 = Cơ thể { $you } là của { $you }
rule-r1-says = Cơ thể { $you } là của { $you }. { $You } có quyền nói điều { $you } thích và không thích.
rule-r2 = Quy tắc đồ lót
rule-r2-says = Phần cơ thể được đồ lót, đồ bơi che là vùng riêng tư. Không ai được nhìn, chạm hay chụp vùng riêng tư của { $you }, và { $you } cũng không làm vậy với người khác – trừ khi cần giữ vệ sinh hoặc khám bệnh.
rule-r3 = Không – Bỏ đi – Kể lại
rule-r3-says = { $You } nói Không nếu nói được, Bỏ đi khi có thể, và Kể lại – lúc nào cũng được.
rule-r4 = Bí mật vui – bí mật khó chịu
rule-r4-says = Điều bất ngờ vui thì sớm muộn ai cũng được biết. Bí mật làm { $you } lo, sợ, khó chịu thì { $you } kể, kể cả khi đã lỡ hứa.
rule-r5-young = Bàn tay tin cậy
rule-r5 = Vòng tròn tin cậy
rule-r5-says = { $You } có nhiều người lớn để kể: trong nhà, ở trường và nơi khác. Người này chưa giúp được, { $you } kể với người tiếp theo, hoặc gọi 111.
rule-r6 = Không phải lỗi của { $you }
rule-r6-says = Khi có người làm điều không an toàn với { $you }, lỗi thuộc về người đó – không bao giờ là lỗi của { $you }.
rule-r7-young = Chuông báo trong em
rule-r7 = Năm chuông báo: NHÌN – NÓI – CHẠM – MỘT MÌNH – GIỮ CHẶT
rule-r7-says = Chỉ cần một chuông reo, hoặc chỉ thấy bối rối, là { $you } có thể kể.
rule-r8 = Hỏi trước – tôn trọng câu trả lời – được đổi ý
rule-r8-says = Im lặng, ậm ừ hay bị ép không phải là đồng ý.
rule-r9-young = Trên mạng: Dừng – Tắt – Kể
rule-r9-young-says = Thấy điều lạ trên màn hình, { $you } Dừng lại, Tắt đi và Kể với người lớn.
rule-r9 = Trên mạng: Dừng – Lưu – Chặn – Kể
rule-r9-says = { $You } Lưu tên tài khoản, đường dẫn, thời gian và lời đe dọa. Không bao giờ lưu, chụp lại hay chuyển tiếp ảnh riêng tư của một bạn.

play-step = Bước
play-all-sorted = Xong rồi! Thẻ nào cũng đúng chỗ.
play-all-in-order = Xong rồi! Đúng thứ tự cả.
play-all-seen = Các thẻ đã mở hết rồi.
play-trust-kept = Chỉ có ở máy này, không gửi đi đâu, và mất đi khi thoát.
