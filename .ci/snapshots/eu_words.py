"""Vietnamese words, and what clerks type, for codes of the EU tables that name things and not only formats."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FILE_TYPES", "LICENCE_NAMES", "LICENCE_PARTS", "THEMES", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """The Vietnamese label, ``None`` where the technical name serves; then other words, by language."""

    label: str | None = None
    vi: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


THEMES = {
    "AGRI": Words("Nông nghiệp, thủy sản, lâm nghiệp và thực phẩm", ("Nông nghiệp", "Nông, lâm, thủy sản")),
    "ECON": Words("Kinh tế và tài chính", ("Kinh tế", "Tài chính")),
    "EDUC": Words("Giáo dục, văn hóa và thể thao", ("Giáo dục", "Văn hóa", "Thể thao")),
    "ENER": Words("Năng lượng"),
    "ENVI": Words("Môi trường"),
    "GOVE": Words("Chính phủ và khu vực công", ("Khu vực công", "Quản lý nhà nước", "Hành chính công")),
    "HEAL": Words("Y tế", ("Sức khỏe",)),
    "INTR": Words("Các vấn đề quốc tế", ("Quốc tế", "Đối ngoại")),
    "JUST": Words("Tư pháp, hệ thống pháp luật và an toàn công cộng", ("Tư pháp", "Pháp luật")),
    "OP_DATPRO": Words("Dữ liệu tạm thời"),
    "REGI": Words("Vùng và đô thị", ("Địa phương", "Vùng", "Đô thị")),
    "SOCI": Words("Dân số và xã hội", ("Dân số", "Xã hội")),
    "TECH": Words("Khoa học và công nghệ", ("Khoa học", "Công nghệ")),
    "TRAN": Words("Giao thông vận tải", ("Giao thông", "Vận tải")),
}

FILE_TYPES = {
    "ATOM": Words("Nguồn tin Atom"),
    "BIN": Words("Dữ liệu nhị phân", ("Tệp nhị phân",)),
    "BMP": Words("Ảnh bitmap", ("Ảnh BMP",)),
    "CSV": Words(vi=("Tệp CSV", "File CSV"), en=("CSV file", "Comma-separated values")),
    "DBF": Words(vi=("Bảng dBASE",), en=("dBASE table",)),
    "DMP": Words("Bản kết xuất Oracle"),
    "DOC": Words(vi=("Văn bản Word", "Word", "File Word"), en=("Word document",)),
    "DOCX": Words(vi=("Văn bản Word", "Word", "File Word"), en=("Word document",)),
    "EPUB": Words(vi=("Sách điện tử",), en=("E-book",)),
    "ETSI_XML": Words(),
    "EXE": Words(vi=("Tệp thực thi",), en=("Executable file",)),
    "GDB": Words("Cơ sở dữ liệu địa lý dạng tệp của Esri", ("File Geodatabase",)),
    "GEOJSON": Words(vi=("Tệp GeoJSON", "Bản đồ GeoJSON"), en=("GeoJSON file",)),
    "GIF": Words(vi=("Ảnh GIF",), en=("GIF image",)),
    "GMZ": Words("GML nén"),
    "GPKG": Words(vi=("Tệp GeoPackage",)),
    "GZIP": Words(vi=("Tệp nén gzip", "gz"), en=("gzip",)),
    "HTML": Words(vi=("Trang web",), en=("Web page",)),
    "HTML_SIMPL": Words("HTML rút gọn"),
    "ICS": Words(vi=("Lịch iCalendar",)),
    "ISO": Words("Ảnh đĩa ISO"),
    "ISO_ZIP": Words("Ảnh đĩa ISO nén"),
    "JPEG": Words(vi=("Ảnh JPEG", "Ảnh JPG", "JPG"), en=("JPEG image", "JPG")),
    "JPEG2000": Words(vi=("Ảnh JPEG 2000",)),
    "JSON": Words(vi=("Tệp JSON", "File JSON"), en=("JSON file",)),
    "KML": Words(vi=("Bản đồ KML",)),
    "LAZ": Words("Tệp LAS nén"),
    "MAP_PRVW": Words("Bản xem trước bản đồ ArcGIS"),
    "MAP_SRVC": Words("Dịch vụ bản đồ ArcGIS"),
    "MDB": Words(vi=("Cơ sở dữ liệu Access", "Access"), en=("Microsoft Access database",)),
    "MPEG4": Words(vi=("Video MP4", "MP4"), en=("MP4",)),
    "MSG_HTTP": Words("Thông điệp HTTP"),
    "OCTET": Words("Dòng byte"),
    "ODB": Words("Cơ sở dữ liệu OpenDocument"),
    "ODC": Words("Biểu đồ OpenDocument"),
    "ODG": Words("Hình vẽ OpenDocument"),
    "ODS": Words(
        vi=("Bảng tính OpenDocument", "Bảng tính", "Bảng tính LibreOffice"),
        en=("OpenDocument spreadsheet", "Spreadsheet"),
    ),
    "ODT": Words(vi=("Văn bản OpenDocument",), en=("OpenDocument text",)),
    "OP_DATPRO": Words("Dữ liệu tạm thời"),
    "PDF": Words(vi=("Tệp PDF", "File PDF", "Bản quét PDF"), en=("PDF file",)),
    "PL": Words("Kịch bản Perl"),
    "PNG": Words(vi=("Ảnh PNG",), en=("PNG image",)),
    "PPS": Words("Trình chiếu PowerPoint PPS"),
    "PPT": Words(vi=("Bài trình bày PowerPoint", "PowerPoint"), en=("PowerPoint presentation",)),
    "PPTX": Words(vi=("Bài trình bày PowerPoint", "PowerPoint"), en=("PowerPoint presentation",)),
    "RAR": Words(vi=("Tệp nén RAR",)),
    "RDF_N_QUADS": Words(en=("N-Quads",)),
    "RDF_N_TRIPLES": Words(en=("N-Triples",)),
    "RDF_TRIG": Words(en=("TriG",)),
    "RDF_TURTLE": Words(en=("Turtle", "TTL")),
    "RDF_XML": Words(en=("RDF/XML",)),
    "RSS": Words("Nguồn tin RSS", ("RSS",)),
    "SCHEMA_XML": Words("Lược đồ XML", ("XSD",), ("XSD",)),
    "SHP": Words("Shapefile của Esri", ("Shapefile", "Tệp shape", "Bản đồ số"), ("Shapefile",)),
    "SQL": Words(vi=("Kịch bản SQL",), en=("SQL script",)),
    "SVG": Words(vi=("Ảnh vectơ SVG",), en=("SVG image",)),
    "TAB": Words("Tệp MapInfo TAB"),
    "TAB_RSTR": Words("Tệp ảnh MapInfo TAB"),
    "TIFF": Words(vi=("Ảnh TIFF", "Ảnh TIF"), en=("TIFF image",)),
    "TSV": Words(vi=("Tệp TSV",), en=("Tab-separated values",)),
    "TXT": Words("Văn bản thuần", ("Tệp văn bản", "File text")),
    "WFS_SRVC": Words(vi=("Dịch vụ WFS", "Dịch vụ đối tượng địa lý"), en=("Web Feature Service",)),
    "WMS_SRVC": Words(vi=("Dịch vụ WMS", "Dịch vụ bản đồ WMS"), en=("Web Map Service",)),
    "WORLD": Words("Tệp định vị ảnh (world file)"),
    "XHTML_SIMPL": Words("XHTML rút gọn"),
    "XLS": Words(vi=("Excel", "File Excel", "Tệp Excel", "Bảng tính Excel", "Bảng tính"), en=("Excel", "Spreadsheet")),
    "XLSX": Words(vi=("Excel", "File Excel", "Tệp Excel", "Bảng tính Excel", "Bảng tính"), en=("Excel", "Spreadsheet")),
    "XML": Words(vi=("Tệp XML", "File XML"), en=("XML file",)),
    "XYZ": Words("Tệp hóa học XYZ"),
    "ZIP": Words(vi=("Tệp nén ZIP", "Tệp nén", "File ZIP"), en=("ZIP archive",)),
}

LICENCE_PARTS = {
    "Attribution": "Ghi công",
    "NoDerivatives": "Không phái sinh",
    "NoDerivs": "Không phái sinh",
    "NonCommercial": "Phi thương mại",
    "ShareAlike": "Chia sẻ tương tự",
    "International": "Quốc tế",
    # these three have no settled Vietnamese word, so they stay, marked as foreign
    "Generic": "(Generic)",
    "Universal": "(Universal)",
    "Unported": "(Unported)",
}
"""Words of which the names of Creative Commons licences are made."""

LICENCE_NAMES = {
    "COM_REUSE": "Thông báo tái sử dụng của Ủy ban châu Âu",
    "EUPL_1_0": "Giấy phép công cộng Liên minh châu Âu 1.0",
    "EUPL_1_1": "Giấy phép công cộng Liên minh châu Âu 1.1",
    "EUPL_1_2": "Giấy phép công cộng Liên minh châu Âu 1.2",
    "GNU_FDL": "Giấy phép tài liệu tự do GNU",
    "ISA_OML": "Giấy phép siêu dữ liệu mở ISA 1.1",
    "ODC_BL": "Giấy phép cơ sở dữ liệu mở 1.0 (Open Data Commons)",
    "ODC_BY": "Giấy phép ghi công 1.0 (Open Data Commons)",
    "ODC_PDDL": "Tuyên bố hiến tặng cho công chúng 1.0 (Open Data Commons)",
    "OP_DATPRO": "Dữ liệu tạm thời",
}
