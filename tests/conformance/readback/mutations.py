"""Ways to break what is written for e-PAR, OpenCPS and the portal: what is broken, in which files, and how (a regular expression and what
takes its place, once a file)."""

EPAR = [
    ("a task of another code", "*_workflow.xml", r'(<task code=")', r"\1X"),
    ("a link to no task", "*_workflow.xml", r' next="(?!NULL)[^"]*"', ' next="KHONG_CO"'),
    ("no end", "*_workflow.xml", r'(?s)(<task code=")([^"]*)(".*)next="NULL"', r'\1\2\3next="\2"'),
    ("a clock that does not stop", "*_workflow.xml", r' pause="true"', ""),
    ("a clock that does not run again", "*_workflow.xml", r' unpause="true"', ""),
    ("a step of another group", "*_workflow.xml", r'( group=")', r"\1KHAC_"),
    ("another time of a step", "*_workflow.xml", r'(<step [^>]*time=")[^"]*', r"\g<1>77"),
    ("another limit", "*_workflow.xml", r' totaltime="[^"]*"', ' totaltime="99"'),
    ("another fee", "*_workflow.xml", r' fee="\d+"', ' fee="1"'),
    ("a step of another name", "*_workflow.xml", r'(<step [^>]* name=")', r"\1Khác "),
    ("a procedure of another name", "*_workflow.xml", r'(<process [^>]*name=")', r"\1Khác "),
    ("a task is missing", "*_workflow.xml", r"<task [^>]*/>", ""),
    ("a field of another name", "*_form_struct.xml", r'(<item [^>]* label=")', r"\1Khác "),
    ("a document that ends too soon", "*_workflow.xml", r"</process>", ""),
]

PORTAL = [
    ("another title", "*.txt", r"\nTên thủ tục: ", r"\g<0>Khác "),
    ("another code", "*.txt", r"\nMã thủ tục: ", r"\g<0>9"),
    ("another decision", "*.txt", r"\nSố quyết định: (?!Không)", r"\g<0>9"),
    ("another level", "*.txt", r"Cấp Xã", "Cấp Tỉnh"),
    ("another field", "*.txt", r"\nLĩnh vực: ", r"\g<0>Khác "),
    ("another unit of time", "*.txt", r" WORKING_DAY", " ngày"),
    ("another limit", "*.txt", r"Thời hạn giải quyết: ", r"\g<0>9"),
    ("another fee", "*.txt", r"(Phí, lệ phí: )", r"\g<1>9"),
    ("another way of filing", "*.txt", r"Hình thức nộp: POSTAL", "Hình thức nộp: DIRECT"),
    ("another paper", "*.txt", r"\n    - - ", r"\g<0>Khác "),
    ("another number of originals", "*.txt", r"Bản chính: \d", "Bản chính: 7"),
    ("another applicant", "*.txt", r"Công dân Việt Nam", "Hợp tác xã"),
    ("another result", "*.txt", r"\nKết quả thực hiện: ", r"\g<0>Khác "),
    ("another law", "*.txt", r"\n  \* Nghị định", "\n  * Luật"),
    ("another step", "*.txt", r"\n    - Bước 2: ", r"\g<0>Khác "),
    ("a step is missing", "*.txt", r"\n    - Bước 2: (.|\n)*?(?=\n    - Bước 3)", ""),
]

PACKAGE = [
    ("another title", "*.json", r'("TENTTHC": ")', r"\1Khác "),
    ("another code", "*.json", r'("MATTHC": ")', r"\g<1>9"),
    ("another level", "*.json", r'("TENCAP": ")Cấp Xã', r"\1Cấp Tỉnh"),
    ("another way of filing", "*.json", r'"KENH": "3"', '"KENH": "1"'),
    ("another limit", "*.json", r'("THOIGIANGIAIQUYET": )', r"\g<1>9"),
    ("another unit of time", "*.json", r'"DONVITINH": "Ngày làm việc"', '"DONVITINH": "Ngày"'),
    ("another fee", "*.json", r'("SOTIEN": )\d', r"\g<1>97"),
    ("another paper", "*.json", r'("TENGIAYTO": ")', r"\1Khác "),
    ("another number of originals", "*.json", r'("SOBANCHINH": )\d', r"\g<1>7"),
    ("another result that replaces a paper", "*.json", r'("MA_KQ_THAYTHE": ")(?=[^"])', r"\1khác-"),
    ("another applicant", "*.json", r'("TENDOITUONG": ")Công dân Việt Nam', r"\1Hợp tác xã"),
    ("another result", "*.json", r'("TENKETQUA": ")', r"\1Khác "),
    ("another law", "*.json", r'("SOVANBAN": ")(?=[^"])', r"\g<1>9"),
    ("another step", "*.json", r'("TENTRINHTU": "Bước 2: )', r"\1Khác "),
    ("no list of papers", "*.json", r'"THANHPHANHOSO"', '"THANHPHAN"'),
    ("a document that ends too soon", "*.json", r"\}\s*$", ""),
]

OPENCPS = [
    ("a service of another name", "service-info.xml", r"<serviceName>", r"\g<0>Khác "),
    ("another code", "service-info.xml", r"<serviceCode>", r"\g<0>9"),
    ("a process that is not there", "service-info.xml", r"<processNo>", r"\g<0>khac"),
    ("another paper", "dossier-template-*.xml", r"<partName>", r"\g<0>Khác "),
    ("a paper that may be missing", "dossier-template-*.xml", r"<required>true", "<required>false"),
    ("a paper becomes a result", "dossier-template-*.xml", r"<partType>1", "<partType>2"),
    ("a step of another name", "service-process-*.xml", r"<stepName>", r"\g<0>Khác "),
    ("another time of a step", "service-process-*.xml", r"(<ProcessStep>(?:(?!</ProcessStep>)(?:.|\n))*?<durationCount>)[^<0]*", r"\g<1>77"),
    ("another limit", "service-process-*.xml", r"<durationCount>", r"\g<0>9"),
    ("a step of another role", "service-process-*.xml", r"(<StepRole>\s*<roleCode>)", r"\1khac-"),
    ("an action to no step", "service-process-*.xml", r"<postStepCode>(?=[^<])", r"\g<0>khac_"),
    ("an action from no step", "service-process-*.xml", r"<preStepCode>(?=[^<])", r"\g<0>khac_"),
    ("an action is missing", "service-process-*.xml", r"<ProcessAction>(.|\n)*?</ProcessAction>(?=\s*<ProcessAction>\s*<actionCode>tu_choi|\s*</actions>)", ""),
    ("a document that ends too soon", "service-process-*.xml", r"</ServiceProcess>", ""),
]

# The folder of what is compiled, the reader, the files of one procedure and the ways to break them.
SETS = [
    ("epar", "epar", "epar", EPAR),
    ("opencps", "opencps", "opencps", OPENCPS),
    ("portal", "portal", "portal", PORTAL),
    ("portal", "portal-package", "portal", PACKAGE),
]
