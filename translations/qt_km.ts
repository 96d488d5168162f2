<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="km" sourcelanguage="en">
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>បាទ/ចាស</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>រក្សាទុកទាំងអស់</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>បើក</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>បាទ/ចាស</translation>
    </message>
    <message>
        <source>Yes to &amp;All</source>
        <translation>បាទ/ចាស ទាំងអស់</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>ទេ</translation>
    </message>
    <message>
        <source>N&amp;o to All</source>
        <translation>ទេ ទាំងអស់</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>ឈប់</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>ព្យាយាមម្តងទៀត</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>មិនអើពើ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>បិទផ្ទាំង</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ទុកដដែល</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>បោះបង់</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ជំនួយ</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>អនុវត្ត</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>កំណត់ឡើងវិញ</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>យកតម្លៃដើម</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>មិនធ្វើវិញ</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>ធ្វើឡើងវិញ</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>កាត់</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>ចម្លង</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>ចម្លងតំណ</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>បិទភ្ជាប់</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>លុប</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>ជ្រើសទាំងអស់</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>មិនធ្វើវិញ</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>ធ្វើឡើងវិញ</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>កាត់</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>ចម្លង</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>បិទភ្ជាប់</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>លុប</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>ជ្រើសទាំងអស់</translation>
    </message>
</context>
<context>
    <name>QWidgetLineControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>មិនធ្វើវិញ</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>ធ្វើឡើងវិញ</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>កាត់</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>ចម្លង</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>បិទភ្ជាប់</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>លុប</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>ជ្រើសទាំងអស់</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>រកក្នុង៖</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>ឈ្មោះឯកសារ៖</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>ប្រភេទឯកសារ៖</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>ថត៖</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>ថត</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>ជ្រើស</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>ជ្រើស</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>បើក</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>ថយក្រោយ</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>ទៅមុខ</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>ថតខាងលើ</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>បង្កើតថតថ្មី</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>បង្កើតថតថ្មី</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>ថតថ្មី</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>ថតថ្មី</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>ប្តូរឈ្មោះ</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>លុប</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>បង្ហាញឯកសារលាក់</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>ជាបញ្ជី</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>ជាលម្អិត</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>កន្លែងថ្មីៗ</translation>
    </message>
    <message>
        <source>Find Directory</source>
        <translation>រកថត</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>រក្សាទុកជា</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>ឯកសារទាំងអស់ (*)</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>ថត</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>ដ្រាយវ៍</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ឯកសារ</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>កុំព្យូទ័រ</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 មានរួចហើយ។
ជំនួសវាឬ?</translation>
    </message>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
រកថតមិនឃើញ។
សូមពិនិត្យឈ្មោះថត។</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
រកឯកសារមិនឃើញ។
សូមពិនិត្យឈ្មោះឯកសារ។</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>ទំហំ</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>ប្រភេទ</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>ប្រភេទ</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>ថ្ងៃកែចុងក្រោយ</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>កុំព្យូទ័រ</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>កុំព្យូទ័រ</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>ថត</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ឯកសារ</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>ដ្រាយវ៍</translation>
    </message>
</context>
<context>
    <name>QDialogButtonBox</name>
    <message>
        <source>OK</source>
        <translation>បាទ/ចាស</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ទុកដដែល</translation>
    </message>
</context>
</TS>
