app-name = Lá Chắn
app-line = Bài học tự bảo vệ cho học sinh
skip-to-content = Tới nội dung chính

help-me = Em cần giúp
help-me-friend = Mình cần giúp
stop-now = Em muốn dừng
stop-now-friend = Mình muốn dừng
next-child = Xong rồi, bạn khác vào
quick-exit = Thoát nhanh
aloud = Nghe đọc
display = Cỡ chữ và độ tương phản
display-size = Cỡ chữ
display-size-normal = Vừa
display-size-large = Lớn
display-size-largest = Rất lớn
display-contrast = Độ tương phản
display-contrast-normal = Thường
display-contrast-more = Rõ hơn
sign-out = Đăng xuất
leave = Thoát

demo-banner = Đây là bản dùng thử với dữ liệu giả.
demo-banner-names = Không nhập tên học sinh thật.

nav-classes = Lớp của tôi
nav-library = Thư viện bài
nav-activities = Hoạt động
nav-reports = Báo cáo
nav-units = Đơn vị và người dùng
undo = Hoàn tác
nav-import = Nhập danh sách
nav-admin = Quản trị
nav-account = Tài khoản

wrong-not-found-title = Không tìm thấy trang này
wrong-not-found = Địa chỉ này không có, hoặc không thuộc phạm vi của thầy/cô, anh/chị. Hãy quay lại trang trước hoặc về trang đầu.
wrong-forbidden-title = Việc này dành cho người khác
wrong-forbidden = Tài khoản đang dùng xem được mục này nhưng không được phép làm việc vừa chọn. Hãy nhờ người quản lý của đơn vị.
wrong-invalid-title = Thông tin chưa đúng
wrong-invalid = Thông tin gửi lên chưa đúng. Chưa có gì thay đổi. Hãy quay lại và thử lần nữa.
wrong-conflict-title = Có người vừa thay đổi trước
wrong-busy-title = Máy đang bận
wrong-busy = Việc vừa rồi chưa được lưu. Hãy đợi vài giây rồi thử lại.
wrong-internal-title = Có trục trặc ở phía máy chủ
wrong-internal = Đây không phải lỗi của người dùng. Việc vừa rồi chưa chắc đã được lưu; hãy thử lại, và nếu vẫn gặp thì báo cho quản trị kèm mã dưới đây.
wrong-origin-title = Yêu cầu không đến từ trang này
wrong-origin = Để an toàn, chỉ nhận việc gửi từ chính trang Lá Chắn. Hãy mở lại trang và thử lần nữa.
wrong-reference = Mã tra cứu: { $code }
back-home = Về trang đầu

field-required = Mục này chưa điền.
field-too-long = Nội dung dài quá, hãy rút gọn.
username-shape = Tên đăng nhập gồm 3–40 chữ thường không dấu, số, dấu chấm hoặc gạch.
date-shape = Ngày chưa đúng. Hãy viết theo dạng ngày/tháng/năm, ví dụ 05/09/2026.
form-has-problems = Có mục cần xem lại. Chưa có gì được lưu.
