"""Code lists and the files that hold them."""

from __future__ import annotations

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final = (
    (
        r"no code (.+) in list (.+) \(version (.+)\); near it: (.+)",
        "bảng mã {1} (phiên bản {2}) không có mã {0}; mã gần giống: {3}",
    ),
    (
        r"no code (.+) in list (.+) \(version (.+)\); its codes: (.+)",
        "bảng mã {1} (phiên bản {2}) không có mã {0}; các mã: {3}",
    ),
    (
        r"no code (.+) in list (.+) \(version (.+)\); `danhmuc vocab show .+` lists its codes",
        "bảng mã {1} (phiên bản {2}) không có mã {0}; xem các mã bằng danhmuc vocab show {1}",
    ),
    (
        r"(.+) cannot name a list: 1 to (\d+) small letters, digits and hyphens; choose another token",
        "{0} không thể là tên bảng mã: 1 đến {1} chữ thường không dấu, chữ số, gạch nối; hãy đặt tên khác bằng --token",
    ),
    (
        r"(.+) has no name that a list could have; give its list a token",
        "tên tệp {0} không dùng làm tên bảng mã được; hãy đặt tên bằng --token",
    ),
    (
        r"(.+) holds (\d+) lists \((.+)\); a token, title or date can be given to one only",
        "{0} có {1} bảng mã ({2}); --token, --title và --date chỉ dùng cho tệp có một bảng",
    ),
    (
        r"(.+) holds two lists called (.+) \((.+) and (.+)\); give each a file of its own",
        "{0} có hai bảng mã cùng tên {1} ({2} và {3}); hãy tách mỗi bảng một tệp",
    ),
    (
        r"the name (.+) belongs to list (.+), this one is (.+); name a token: another one, or the same .+",
        "tên {0} là của bảng mã {1}, còn đây là {2}; hãy thêm --token: tên khác, hoặc chính tên đó để thay bảng kia",
    ),
    (
        r"list (.+) is damaged \((.+)\); load it again with `danhmuc vocab add`",
        "bảng mã {0} bị hỏng ({1}); hãy nạp lại bằng danhmuc vocab add",
    ),
    (r"(--\w+) (.+) is no day; write (.+) or (.+)", "{0} {1} không phải ngày; hãy ghi {2} hoặc {3}"),
    (r"(.+?), line (\d+), column (\d+): (.+)", "{0}, dòng {1}, cột {2}: {3}"),
    (r"(.+?), line (\d+): (.+)", "{0}, dòng {1}: {2}"),
    (r"(.+?): (an Excel workbook, .+|no codes below .+|a binary file \(it has .+|no skos:Concept .+)", "{0}: {1}"),
    (r"(.+?): (an empty file|[\d,]+ bytes; a list may have .+|.+ is in no scheme; say which .+)", "{0}: {1}"),
    (
        r"(.+?): (code .+ stands for both .+|code .+ before it begins on .+|the parents of .+ go in a circle .+)",
        "{0}: {1}",
    ),
    (r"(.+?): (a concept has no IRI .+|.+ has the date .+, which is none; .+)", "{0}: {1}"),
    (
        r"an Excel workbook, not CSV; save the sheet as CSV UTF-8 and add that",
        "đây là bảng tính Excel, không phải CSV; hãy lưu trang tính thành CSV UTF-8 rồi nạp tệp đó",
    ),
    (
        r"a binary file \(it has NUL bytes\), not CSV; save the sheet as CSV UTF-8",
        "đây là tệp nhị phân, không phải CSV; hãy lưu trang tính thành CSV UTF-8",
    ),
    (r"(.+) bytes; a list may have (.+)", "tệp có {0} byte; một bảng mã chỉ được {1}"),
    (r"no codes below its heads; a list needs one at least", "dưới hàng tiêu đề không có mã nào; cần ít nhất một mã"),
    (
        r"no skos:Concept in it; a list is SKOS, or a CSV file with the heads mã and tên",
        "không có skos:Concept nào; bảng mã phải là SKOS, hoặc CSV có cột mã và tên",
    ),
    (r"(.+) is in no scheme; say which with skos:inScheme", "{0} không thuộc bảng mã nào; hãy ghi skos:inScheme"),
    (r"a concept has no IRI \((.+)\); give each concept one", "có mục không có IRI ({0}); hãy cấp cho mỗi mục một IRI"),
    (r"(.+) has the date (.+), which is none; write YYYY-MM-DD", "{0} có ngày {1} không hợp lệ; hãy ghi YYYY-MM-DD"),
    (
        r"code (.+) stands for both (.+) and (.+); give each its own",
        "mã {0} dùng cho cả {1} và {2}; hãy cấp cho mỗi mục một mã",
    ),
    (
        r"code (.+) ends on (.+) before it begins on (.+); correct .+",
        "mã {0} hết hiệu lực ngày {1}, trước khi bắt đầu ngày {2}; hãy sửa lại",
    ),
    (r"the parents of (.+) go in a circle \((.+)\); .+", "mã cha của {0} đi vòng tròn ({1}); hãy sửa lại"),
    (
        r"no heads mã and tên \(or code and name\) found, its first line is (.+); add them",
        "không thấy cột mã và tên, dòng đầu là {0}; hãy thêm hàng tiêu đề",
    ),
    (r"heads (.+) and (.+) mean the same; keep one", "cột {0} và {1} cùng nghĩa; hãy giữ một cột"),
    (
        r"(\d+) cells under (\d+) heads; put texts that hold the separator in quotation marks",
        "có {0} ô mà chỉ có {1} cột; hãy đặt trong ngoặc kép những ô có chứa dấu phân cách",
    ),
    (
        r"list (.+) does not come with danhmuc; name the version to use: (.+)",
        "bảng mã {0} không đi kèm danhmuc; hãy nêu phiên bản: {1}",
    ),
    (r"unexpected end of data", "thiếu dấu ngoặc kép đóng"),
    (r"field larger than field limit \((\d+)\)", "có ô dài hơn {0} ký tự"),
    (r"(.) expected after (.)", "sau {1} phải là {0}"),
    (r"cannot be read as CSV \((.+)\); save it again", "không đọc được như CSV ({0}); hãy lưu lại tệp"),
    (r"a row without a code; fill in column mã", "hàng không có mã; hãy điền cột mã"),
    (r"code (.+) has no name; fill in column tên", "mã {0} không có tên; hãy điền cột tên"),
    (r"code (.+) stands on line (\d+) already; keep one of them", "mã {0} đã có ở dòng {1}; hãy giữ một dòng"),
    (r"(.+) is no absolute IRI; correct it", "{0} không phải IRI tuyệt đối; hãy sửa lại"),
    (
        r"(.+) stands for (.+) already; give each code its own IRI",
        "{0} đã dùng cho mã {1}; hãy cấp cho mỗi mã một IRI",
    ),
    (r"order (.+) is no whole number; correct it", "thứ tự {0} không phải số nguyên; hãy sửa lại"),
    (r"(.+) is no day; write (.+) or (.+)", "{0} không phải ngày; hãy ghi {1} hoặc {2}"),
    (
        r"status (.+) is not known; write HIEU_LUC or DONG_MA",
        "không hiểu trạng thái {0}; hãy ghi HIEU_LUC hoặc DONG_MA",
    ),
    (
        r"parent (.+) of (.+) is not in this list; add its row, or say which list it is in with parents",
        "mã cha {0} của {1} không có trong bảng; hãy thêm hàng của mã cha, hoặc nêu bảng có mã đó bằng --parents",
    ),
    (
        r"parent (.+) of (.+) is not in this list and not in (.+); correct it",
        "mã cha {0} của {1} không có trong bảng này, cũng không có trong bảng {2}; hãy sửa lại",
    ),
    (
        r"successor (.+) of (.+) is not in this list; add its row, or write its IRI",
        "mã thay thế {0} của {1} không có trong bảng; hãy thêm hàng của mã đó, hoặc ghi IRI",
    ),
)
