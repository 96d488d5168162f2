<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="km" sourcelanguage="en">
<context>
    <name>Acknowledge</name>
    <message>
        <source>Read, and so confirmed</source>
        <translation>បានអាន និងបញ្ជាក់</translation>
    </message>
</context>
<context>
    <name>ActionTable</name>
    <message>
        <source>Begin</source>
        <translation>ចាប់ផ្តើម</translation>
    </message>
    <message>
        <source>Done…</source>
        <translation>ធ្វើរួច…</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>បោះបង់…</translation>
    </message>
    <message>
        <source>Score {score}: {question}</source>
        <translation>ពិន្ទុ {score}៖ {question}</translation>
    </message>
    <message>
        <source>Plan an action for it</source>
        <translation>ដាក់ក្នុងផែនការ</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>កែ</translation>
    </message>
    <message>
        <source>The action is done</source>
        <translation>សកម្មភាពនេះបានធ្វើរួច</translation>
    </message>
    <message>
        <source>Note it as done</source>
        <translation>កត់ត្រាថាបានធ្វើរួច</translation>
    </message>
    <message>
        <source>Give the action up</source>
        <translation>បោះបង់សកម្មភាពនេះ</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>បោះបង់</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>មូលហេតុ</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>Today</source>
        <translation>ថ្ងៃនេះ</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Inspections</source>
        <translation>អធិការកិច្ច</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>របាយការណ៍ប្រចាំខែ</translation>
    </message>
    <message>
        <source>Send and receive</source>
        <translation>ផ្ញើ និងទទួល</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>ការកំណត់</translation>
    </message>
    <message>
        <source>New: a case, a facility, an inspection, a user</source>
        <translation>បង្កើតថ្មី៖ ករណី កន្លែងថែទាំកុមារ អធិការកិច្ច អ្នកប្រើ</translation>
    </message>
    <message>
        <source>Search on this page</source>
        <translation>ស្វែងរកក្នុងទំព័រនេះ</translation>
    </message>
    <message>
        <source>Search in everything</source>
        <translation>ស្វែងរកទាំងអស់</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>បញ្ហាបន្ទាប់ដែលត្រូវកែ</translation>
    </message>
    <message>
        <source>Undo the last act</source>
        <translation>មិនធ្វើវិញនូវសកម្មភាពចុងក្រោយ</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>បោះពុម្ព</translation>
    </message>
    <message>
        <source>To Excel</source>
        <translation>ចេញជា Excel</translation>
    </message>
    <message>
        <source>Read the page again</source>
        <translation>អានទំព័រឡើងវិញ</translation>
    </message>
    <message>
        <source>Back to the page before</source>
        <translation>ត្រឡប់ទៅទំព័រមុន</translation>
    </message>
    <message>
        <source>Khmer or English</source>
        <translation>ភាសាខ្មែរ ឬ English</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>អក្សរធំជាងមុន</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>អក្សរតូចជាងមុន</translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation>ចាក់សោអេក្រង់</translation>
    </message>
    <message>
        <source>Help; twice: this sheet</source>
        <translation>ជំនួយ។ ចុចពីរដង៖ តារាងនេះ</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>ប្រអប់បន្ទាប់</translation>
    </message>
    <message>
        <source>Next field; in a list: open the row</source>
        <translation>ប្រអប់បន្ទាប់។ ក្នុងបញ្ជី៖ បើកជួរនោះ</translation>
    </message>
    <message>
        <source>In an inspection: the answer</source>
        <translation>ក្នុងអធិការកិច្ច៖ ចម្លើយ</translation>
    </message>
    <message>
        <source>In an inspection: the next part</source>
        <translation>ក្នុងអធិការកិច្ច៖ ផ្នែកបន្ទាប់</translation>
    </message>
    <message>
        <source>In an inspection: by place, or A to H</source>
        <translation>ក្នុងអធិការកិច្ច៖ តាមទីកន្លែង ឬពី ក ដល់ ជ</translation>
    </message>
    <message>
        <source>In an inspection: photos of the item, and who was asked</source>
        <translation>ក្នុងអធិការកិច្ច៖ រូបថតនៃចំណុច និងអ្នកដែលបានសួរ</translation>
    </message>
    <message>
        <source>In a list: copy the rows for Excel</source>
        <translation>ក្នុងបញ្ជី៖ ចម្លងជួរទៅ Excel</translation>
    </message>
    <message>
        <source>In a list: mark cells, more with the arrows; Ctrl+C copies them</source>
        <translation>ក្នុងបញ្ជី៖ សម្គាល់ក្រឡា បន្ថែមដោយគ្រាប់ចុចព្រួញ ហើយ Ctrl+C ចម្លងវា</translation>
    </message>
    <message>
        <source>Leave a dialog</source>
        <translation>ចាកចេញពីផ្ទាំងសំណួរ</translation>
    </message>
</context>
<context>
    <name>Acts of danger</name>
    <message>
        <source>Leave it empty when nobody knows the day.</source>
        <translation>ទុកឱ្យទទេបើគ្មានអ្នកណាដឹងថ្ងៃ។</translation>
    </message>
    <message>
        <source>The child has died</source>
        <translation>កុមារបានស្លាប់</translation>
    </message>
    <message>
        <source>Note the death</source>
        <translation>កត់ត្រាការស្លាប់</translation>
    </message>
    <message>
        <source>Died on</source>
        <translation>បានស្លាប់នៅថ្ងៃ</translation>
    </message>
    <message>
        <source>How the day of death is known</source>
        <translation>របៀបដែលដឹងថ្ងៃស្លាប់</translation>
    </message>
    <message>
        <source>Who said so</source>
        <translation>អ្នកដែលបានប្រាប់</translation>
    </message>
    <message>
        <source>Circumstances (restricted)</source>
        <translation>កាលៈទេសៈ (ព័ត៌មានសម្ងាត់)</translation>
    </message>
    <message>
        <source>Found by (restricted)</source>
        <translation>អ្នកដែលបានឃើញ (ព័ត៌មានសម្ងាត់)</translation>
    </message>
    <message>
        <source>Reported to (restricted)</source>
        <translation>បានរាយការណ៍ទៅ (ព័ត៌មានសម្ងាត់)</translation>
    </message>
    <message>
        <source>The death was noted by mistake: the child lives</source>
        <translation>ការស្លាប់ត្រូវបានកត់ត្រាច្រឡំ៖ កុមារនៅរស់</translation>
    </message>
    <message>
        <source>The death is noted. The file stays readable; nothing more falls due for this child.</source>
        <translation>បានកត់ត្រាការស្លាប់។ ករណីនៅតែអាចអានបាន ហើយគ្មានអ្វីដល់កំណត់សម្រាប់កុមារនេះទៀតទេ។</translation>
    </message>
    <message>
        <source>Ended at once:</source>
        <translation>បានបញ្ចប់ភ្លាមៗ៖</translation>
    </message>
    <message>
        <source>To be done next:</source>
        <translation>ត្រូវធ្វើបន្ទាប់៖</translation>
    </message>
    <message>
        <source>After a death</source>
        <translation>ក្រោយការស្លាប់</translation>
    </message>
    <message>
        <source>Placements</source>
        <translation>ការទុកដាក់</translation>
    </message>
    <message>
        <source>Stays in a facility (exit: died)</source>
        <translation>ការស្នាក់នៅកន្លែងថែទាំកុមារ (ការចាកចេញ៖ ស្លាប់)</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>កិច្ចការ</translation>
    </message>
    <message>
        <source>Actions of the plan</source>
        <translation>សកម្មភាពក្នុងផែនការ</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>សេវា</translation>
    </message>
    <message>
        <source>Referrals</source>
        <translation>ការបញ្ជូន</translation>
    </message>
    <message>
        <source>Letters that had not gone out</source>
        <translation>លិខិតដែលមិនទាន់បានផ្ញើចេញ</translation>
    </message>
    <message>
        <source>Requests for a decision</source>
        <translation>សំណើសុំការសម្រេច</translation>
    </message>
    <message>
        <source>See the brother or sister of the case {name}</source>
        <translation>ជួបបងប្អូនក្នុងករណី {name}</translation>
    </message>
    <message>
        <source>Propose to the inspectors a visit of {name}</source>
        <translation>ស្នើឱ្យមន្ត្រីអធិការកិច្ចចុះទៅ {name}</translation>
    </message>
    <message>
        <source>Close the case {name} with the reason “The child died”</source>
        <translation>បិទករណី {name} ដោយមូលហេតុ «កុមារស្លាប់»</translation>
    </message>
</context>
<context>
    <name>Acts on a case</name>
    <message>
        <source>Note the first contact…</source>
        <translation>កត់ត្រាការទំនាក់ទំនងលើកដំបូង…</translation>
    </message>
    <message>
        <source>Set the risk level…</source>
        <translation>កំណត់កម្រិតហានិភ័យ…</translation>
    </message>
    <message>
        <source>Flag the case…</source>
        <translation>ដាក់សញ្ញាសម្គាល់លើករណី…</translation>
    </message>
    <message>
        <source>Give to another caseworker…</source>
        <translation>ប្រគល់ឱ្យអ្នកកាន់ករណីផ្សេង…</translation>
    </message>
    <message>
        <source>Refer the child…</source>
        <translation>បញ្ជូនកុមារទៅសេវា…</translation>
    </message>
    <message>
        <source>Hand over to another office…</source>
        <translation>ប្រគល់ទៅអង្គភាពមួយទៀត…</translation>
    </message>
    <message>
        <source>Close the case…</source>
        <translation>បិទករណី…</translation>
    </message>
    <message>
        <source>Not accepted…</source>
        <translation>មិនទទួលករណី…</translation>
    </message>
    <message>
        <source>Reopen the case…</source>
        <translation>បើកករណីឡើងវិញ…</translation>
    </message>
    <message>
        <source>Emergency numbers</source>
        <translation>លេខសង្គ្រោះបន្ទាន់</translation>
    </message>
    <message>
        <source>The child has died…</source>
        <translation>កុមារបានស្លាប់…</translation>
    </message>
    <message>
        <source>Print a paper… (Ctrl+P)</source>
        <translation>បោះពុម្ពឯកសារ… (Ctrl+P)</translation>
    </message>
    <message>
        <source>Hide the name in lists</source>
        <translation>លាក់ឈ្មោះក្នុងបញ្ជី</translation>
    </message>
    <message>
        <source>Show the name in lists again</source>
        <translation>បង្ហាញឈ្មោះក្នុងបញ្ជីវិញ</translation>
    </message>
    <message>
        <source>Entered by mistake…</source>
        <translation>បញ្ចូលច្រឡំ…</translation>
    </message>
    <message>
        <source>The same as another case…</source>
        <translation>ដូចករណីមួយទៀត…</translation>
    </message>
</context>
<context>
    <name>AdmissionForm</name>
    <message>
        <source>Admit a child</source>
        <translation>ទទួលកុមារចូល</translation>
    </message>
    <message>
        <source>Change an admission</source>
        <translation>កែការទទួលចូល</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>ត្រឡប់ទៅបញ្ជី</translation>
    </message>
    <message>
        <source>Save (Ctrl+Enter)</source>
        <translation>រក្សាទុក (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Admitted on</source>
        <translation>ថ្ងៃទទួលចូល</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>មូលហេតុ</translation>
    </message>
    <message>
        <source>Brought by</source>
        <translation>នាំមកដោយ</translation>
    </message>
    <message>
        <source>Case number, if there is a case</source>
        <translation>លេខករណី បើមានករណី</translation>
    </message>
    <message>
        <source>Family name (Khmer)</source>
        <translation>នាមត្រកូល</translation>
    </message>
    <message>
        <source>Given name (Khmer)</source>
        <translation>នាមខ្លួន</translation>
    </message>
    <message>
        <source>Name in Latin letters</source>
        <translation>ឈ្មោះជាអក្សរឡាតាំង</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>ភេទ</translation>
    </message>
    <message>
        <source>Birth</source>
        <translation>កំណើត</translation>
    </message>
    <message>
        <source>Paper of the competent authority (number, date)</source>
        <translation>លិខិតរបស់អាជ្ញាធរមានសមត្ថកិច្ច (លេខ កាលបរិច្ឆេទ)</translation>
    </message>
    <message>
        <source>File of the child at the facility</source>
        <translation>សំណុំឯកសារកុមារនៅកន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>ទទួលចូល</translation>
    </message>
</context>
<context>
    <name>AgesPage</name>
    <message>
        <source>Facility</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Name of the facility</source>
        <translation>ឈ្មោះកន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>ភេទ</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>អាយុ</translation>
    </message>
    <message>
        <source>Admitted on</source>
        <translation>ថ្ងៃចូល</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>ត្រូវពិនិត្យ</translation>
    </message>
    <message>
        <source>name not known</source>
        <translation>មិនស្គាល់ឈ្មោះ</translation>
    </message>
    <message>
        <source>Under three years</source>
        <translation>អាយុក្រោម ៣ ឆ្នាំ</translation>
    </message>
    <message>
        <source>18 or over</source>
        <translation>អាយុចាប់ពី ១៨ ឆ្នាំ</translation>
    </message>
    <message>
        <source>Anything lacking in the file</source>
        <translation>ខ្វះអ្វីមួយក្នុងសំណុំឯកសារ</translation>
    </message>
    <message>
        <source>Both ages</source>
        <translation>អាយុទាំងពីរ</translation>
    </message>
    <message>
        <source>Note in the file …</source>
        <translation>កត់ក្នុងសំណុំឯកសារ …</translation>
    </message>
    <message>
        <source>Nobody in a facility is to be looked at for this, as far as it is known.</source>
        <translation>តាមដែលដឹង គ្មានអ្នកណាក្នុងកន្លែងថែទាំត្រូវពិនិត្យរឿងនេះទេ។</translation>
    </message>
    <message>
        <source>Each child&apos;s file holds papers, a plan, contact with the family and reviews (official texts). From when on Komar asks for them is a rule of the office (Settings, rules). What a case shows counts for who may read it.</source>
        <translation>សំណុំឯកសារកុមារម្នាក់ៗមានសំបុត្រ ផែនការ ការទាក់ទងគ្រួសារ និងការពិនិត្យឡើងវិញ (អត្ថបទផ្លូវការ)។ ពេលដែលកម្មវិធីចាប់សួរ ជាវិធានរបស់អង្គភាព (ការកំណត់ វិធាន)។ អ្វីដែលករណីបង្ហាញ រាប់សម្រាប់អ្នកដែលអាចអានករណីនោះ។</translation>
    </message>
    <message>
        <source>Children: {n}</source>
        <translation>កុមារ៖ {n}</translation>
    </message>
    <message>
        <source>In the government&apos;s programme no child under three lives in a facility (official text): each needs a family. That everybody of 18 or over has a plan to leave is a proposal of Komar. Ages are of today.</source>
        <translation>តាមកម្មវិធីរបស់រដ្ឋាភិបាល គ្មានកុមារអាយុក្រោម ៣ ឆ្នាំរស់នៅក្នុងកន្លែងថែទាំទេ (អត្ថបទផ្លូវការ)៖ ម្នាក់ៗត្រូវមានគ្រួសារ។ ការឱ្យអ្នកអាយុចាប់ពី ១៨ ឆ្នាំមានផែនការចាកចេញ ជាសំណើរបស់ Komar។ អាយុគិតនៅថ្ងៃនេះ។</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Ages and files of children</source>
        <translation>អាយុ និងសំណុំឯកសារកុមារ</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>បង្ហាញ</translation>
    </message>
    <message>
        <source>Open in the facility</source>
        <translation>បើកនៅក្នុងកន្លែងថែទាំ</translation>
    </message>
</context>
<context>
    <name>AlarmBand</name>
    <message>
        <source>I have read it</source>
        <translation>ខ្ញុំបានអានហើយ</translation>
    </message>
    <message>
        <source>More</source>
        <translation>បន្ថែម</translation>
    </message>
    <message>
        <source>What was done …</source>
        <translation>អ្វីដែលបានធ្វើ …</translation>
    </message>
    <message>
        <source>Call the office.</source>
        <translation>សូមហៅទូរសព្ទទៅអង្គភាព។</translation>
    </message>
    <message>
        <source>Immediate danger was noted. The head of office is told on the page “Today”; call as well.</source>
        <translation>បានកត់ត្រាគ្រោះថ្នាក់បន្ទាន់។ ប្រធានអង្គភាពបានទទួលដំណឹងក្នុងទំព័រ «ថ្ងៃនេះ» សូមទូរសព្ទទៅផង។</translation>
    </message>
    <message>
        <source>Immediate danger was noted. Done, {day}: {what}</source>
        <translation>បានកត់ត្រាគ្រោះថ្នាក់បន្ទាន់។ បានធ្វើ {day}៖ {what}</translation>
    </message>
    <message>
        <source>What was done for the safety of the children (no child&apos;s name)</source>
        <translation>អ្វីដែលបានធ្វើដើម្បីសុវត្ថិភាពកុមារ (កុំសរសេរឈ្មោះកុមារ)</translation>
    </message>
    <message>
        <source>Immediate danger</source>
        <translation>គ្រោះថ្នាក់បន្ទាន់</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>AlikePanel</name>
    <message>
        <source>Already registered?</source>
        <translation>បានចុះបញ្ជីរួចហើយ?</translation>
    </message>
    <message>
        <source>Please look at these children before you save.</source>
        <translation>សូមពិនិត្យកុមារទាំងនេះមុនពេលរក្សាទុក។</translation>
    </message>
    <message>
        <source>While you type, children who may be the same appear here.</source>
        <translation>ពេលវាយ កុមារដែលអាចជាមនុស្សតែមួយនឹងបង្ហាញនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Very likely</source>
        <translation>ទំនងខ្លាំង</translation>
    </message>
    <message>
        <source>Possible</source>
        <translation>អាចជា</translation>
    </message>
    <message>
        <source>Name not known</source>
        <translation>មិនដឹងឈ្មោះ</translation>
    </message>
    <message>
        <source>Case of another caseworker. Ask: {name}, {phone}</source>
        <translation>ករណីរបស់អ្នកកាន់ករណីផ្សេង។ សូមសួរ៖ {name}, {phone}</translation>
    </message>
    <message>
        <source>Alike: {reasons}</source>
        <translation>ដូចគ្នា៖ {reasons}</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>បើកមើលករណី</translation>
    </message>
    <message>
        <source>It is this child</source>
        <translation>គឺកុមារនេះ</translation>
    </message>
    <message>
        <source>Another child:</source>
        <translation>ជាកុមារផ្សេង៖</translation>
    </message>
    <message>
        <source>{age} years</source>
        <translation>{age} ឆ្នាំ</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Who</source>
        <translation>អ្នកណា</translation>
    </message>
    <message>
        <source>Where, with whom</source>
        <translation>នៅទីណា ជាមួយអ្នកណា</translation>
    </message>
    <message>
        <source>What is the danger</source>
        <translation>អ្វីជាគ្រោះថ្នាក់</translation>
    </message>
    <message>
        <source>What is promised</source>
        <translation>អ្វីដែលបានសន្យា</translation>
    </message>
    <message>
        <source>What is late</source>
        <translation>អ្វីដែលហួសកំណត់</translation>
    </message>
    <message>
        <source>What next</source>
        <translation>ត្រូវធ្វើអ្វីបន្ទាប់</translation>
    </message>
    <message>
        <source>Nothing is promised.</source>
        <translation>គ្មានអ្វីត្រូវបានសន្យាទេ។</translation>
    </message>
    <message>
        <source>Nothing is late.</source>
        <translation>គ្មានអ្វីហួសកំណត់ទេ។</translation>
    </message>
    <message>
        <source>{name} (spelling not confirmed)</source>
        <translation>{name} (មិនទាន់បញ្ជាក់អក្ខរាវិរុទ្ធ)</translation>
    </message>
    <message>
        <source>Sex not stated</source>
        <translation>មិនបានបញ្ជាក់ភេទ</translation>
    </message>
    <message>
        <source>Died on {day}</source>
        <translation>ស្លាប់នៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>Died, the day is not known</source>
        <translation>បានស្លាប់ មិនដឹងថ្ងៃច្បាស់</translation>
    </message>
    <message>
        <source>No disability</source>
        <translation>គ្មានពិការភាព</translation>
    </message>
    <message>
        <source>Disability: not assessed</source>
        <translation>ពិការភាព៖ មិនទាន់វាយតម្លៃ</translation>
    </message>
    <message>
        <source>Ministry {number}</source>
        <translation>ក្រសួង {number}</translation>
    </message>
    <message>
        <source>Primero {number}</source>
        <translation>Primero {number}</translation>
    </message>
    <message>
        <source>OSCaR {number}</source>
        <translation>OSCaR {number}</translation>
    </message>
    <message>
        <source>Address not stated</source>
        <translation>មិនបានបញ្ជាក់អាសយដ្ឋាន</translation>
    </message>
    <message>
        <source>Carer: {name}</source>
        <translation>អ្នកថែទាំ៖ {name}</translation>
    </message>
    <message>
        <source>No carer is noted.</source>
        <translation>មិនទាន់មានអ្នកថែទាំទេ។</translation>
    </message>
    <message>
        <source>Risk: {level}</source>
        <translation>ហានិភ័យ៖ {level}</translation>
    </message>
    <message>
        <source>not set yet</source>
        <translation>មិនទាន់កំណត់</translation>
    </message>
    <message>
        <source>Last visit: {light}</source>
        <translation>ការចុះជួបចុងក្រោយ៖ {light}</translation>
    </message>
    <message>
        <source>Reopen the case</source>
        <translation>បើកករណីឡើងវិញ</translation>
    </message>
    <message>
        <source>Set the risk level</source>
        <translation>កំណត់កម្រិតហានិភ័យ</translation>
    </message>
    <message>
        <source>Note the first contact</source>
        <translation>កត់ត្រាការទំនាក់ទំនងលើកដំបូង</translation>
    </message>
    <message>
        <source>Note that the allegation was reported</source>
        <translation>កត់ត្រាថាបានរាយការណ៍ការចោទប្រកាន់</translation>
    </message>
    <message>
        <source>Note consent</source>
        <translation>កត់ត្រាការយល់ព្រម</translation>
    </message>
    <message>
        <source>Write down a visit</source>
        <translation>កត់ត្រាការចុះជួប</translation>
    </message>
    <message>
        <source>Review the placement</source>
        <translation>ពិនិត្យការទុកដាក់ឡើងវិញ</translation>
    </message>
    <message>
        <source>Medical care: go with the child now</source>
        <translation>ការព្យាបាល៖ នាំកុមារទៅឥឡូវនេះ</translation>
    </message>
    <message>
        <source>This case was entered by mistake; nothing is to be done.</source>
        <translation>ករណីនេះត្រូវបានបញ្ចូលច្រឡំ គ្មានអ្វីត្រូវធ្វើទេ។</translation>
    </message>
    <message>
        <source>Closed on {day}: {reason}</source>
        <translation>បិទនៅថ្ងៃ {day}៖ {reason}</translation>
    </message>
</context>
<context>
    <name>AnswersOut</name>
    <message>
        <source>No inspection is closed yet; there are no answers to write.</source>
        <translation>មិនទាន់មានអធិការកិច្ចណាបានបិទទេ ដូច្នេះគ្មានចម្លើយត្រូវសរសេរឡើយ។</translation>
    </message>
    <message>
        <source>Answers in words</source>
        <translation>ចម្លើយជាពាក្យ</translation>
    </message>
    <message>
        <source>Answers as codes, for computing</source>
        <translation>ចម្លើយជាលេខកូដ សម្រាប់គណនា</translation>
    </message>
    <message>
        <source>Answers to which form</source>
        <translation>ចម្លើយនៃទម្រង់ណា</translation>
    </message>
    <message>
        <source>How</source>
        <translation>របៀប</translation>
    </message>
    <message>
        <source>Closed inspections only. Talks with children, single children and what is restricted are never in it.</source>
        <translation>មានតែអធិការកិច្ចដែលបានបិទ។ ការសន្ទនាជាមួយកុមារ កុមារម្នាក់ៗ និងព័ត៌មានសម្ងាត់មិននៅក្នុងនោះឡើយ។</translation>
    </message>
    <message>
        <source>All answers to Excel</source>
        <translation>ចម្លើយទាំងអស់ទៅ Excel</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>បន្ទាប់</translation>
    </message>
    <message>
        <source>Written to {file}. Inspections: {n}.</source>
        <translation>បានសរសេរទៅ {file}។ អធិការកិច្ច៖ {n}។</translation>
    </message>
</context>
<context>
    <name>ApprovalActs</name>
    <message>
        <source>Close the case</source>
        <translation>បិទករណី</translation>
    </message>
    <message>
        <source>Save the request</source>
        <translation>រក្សាទុកសំណើ</translation>
    </message>
    <message>
        <source>The case is not accepted</source>
        <translation>មិនទទួលករណី</translation>
    </message>
    <message>
        <source>Reopen the case</source>
        <translation>បើកករណីឡើងវិញ</translation>
    </message>
    <message>
        <source>Asked for. Nothing changes until another person approves it.</source>
        <translation>បានស្នើសុំហើយ។ គ្មានអ្វីផ្លាស់ប្តូរទេ រហូតដល់អ្នកផ្សេងអនុម័ត។</translation>
    </message>
    <message>
        <source>Sent where: {place}</source>
        <translation>បានណែនាំឱ្យទៅ៖ {place}</translation>
    </message>
    <message>
        <source>Placed where: {place}</source>
        <translation>ទុកដាក់នៅ៖ {place}</translation>
    </message>
    <message>
        <source>on {day}</source>
        <translation>នៅ {day}</translation>
    </message>
    <message>
        <source>Save the decision</source>
        <translation>រក្សាទុកការសម្រេច</translation>
    </message>
    <message>
        <source>Signed on paper by {name} on {day}, number {number}; entered by {user}.</source>
        <translation>ចុះហត្ថលេខាលើក្រដាសដោយ {name} នៅ {day} លេខ {number}។ បញ្ចូលដោយ {user}។</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>It waits for approval. Was it approved on paper?</source>
        <translation>សំណើនេះកំពុងរង់ចាំការអនុម័ត។ តើបានអនុម័តលើក្រដាសហើយឬនៅ?</translation>
    </message>
    <message>
        <source>Enter the approval on paper</source>
        <translation>បញ្ចូលការអនុម័តលើក្រដាស</translation>
    </message>
    <message>
        <source>Take this request back?</source>
        <translation>ដកសំណើនេះវិញឬ?</translation>
    </message>
    <message>
        <source>Take this decision back? What followed from it (such as the closing of the case) is taken back too.</source>
        <translation>ដកសេចក្តីសម្រេចនេះវិញឬ? អ្វីដែលកើតពីសេចក្តីសម្រេចនេះ (ដូចជាការបិទករណី) ក៏ត្រូវដកវិញដែរ។</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>ដកវិញ</translation>
    </message>
</context>
<context>
    <name>Approvals</name>
    <message>
        <source>Who approves it</source>
        <translation>នរណាអនុម័ត</translation>
    </message>
    <message>
        <source>In this office: {names}. Nobody approves their own request.</source>
        <translation>ក្នុងអង្គភាពនេះ៖ {names}។ គ្មាននរណាអនុម័តសំណើរបស់ខ្លួនឯងទេ។</translation>
    </message>
    <message>
        <source>Nobody else in this office may approve it.</source>
        <translation>ក្នុងអង្គភាពនេះគ្មានអ្នកផ្សេងអាចអនុម័តបានទេ។</translation>
    </message>
    <message>
        <source>Signed on paper by</source>
        <translation>ចុះហត្ថលេខាលើក្រដាសដោយ</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>ចុះហត្ថលេខានៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Number of the letter</source>
        <translation>លេខលិខិត</translation>
    </message>
    <message>
        <source>Scan of the paper</source>
        <translation>ឯកសារស្កេននៃក្រដាស</translation>
    </message>
    <message>
        <source>The case has no document yet.</source>
        <translation>ករណីមិនទាន់មានឯកសារទេ។</translation>
    </message>
    <message>
        <source>The number or the scan is needed.</source>
        <translation>ត្រូវមានលេខលិខិត ឬឯកសារស្កេន។</translation>
    </message>
    <message>
        <source>Reason for closing</source>
        <translation>មូលហេតុនៃការបិទ</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>បិទនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Empty: the day of the decision.</source>
        <translation>ទុកទទេ៖ ថ្ងៃនៃការសម្រេច។</translation>
    </message>
    <message>
        <source>Remark for who decides</source>
        <translation>កំណត់សម្គាល់សម្រាប់អ្នកសម្រេច</translation>
    </message>
    <message>
        <source>Where the child or family was sent instead</source>
        <translation>ទីកន្លែងដែលបានណែនាំកុមារ ឬគ្រួសារឱ្យទៅជំនួស</translation>
    </message>
    <message>
        <source>Why the case is not accepted</source>
        <translation>ហេតុអ្វីមិនទទួលករណី</translation>
    </message>
    <message>
        <source>Reason for reopening</source>
        <translation>មូលហេតុនៃការបើកករណីឡើងវិញ</translation>
    </message>
    <message>
        <source>Reopened on</source>
        <translation>បើកឡើងវិញនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>ការសម្រេច</translation>
    </message>
    <message>
        <source>Remarks: what has to be changed</source>
        <translation>មតិយោបល់៖ អ្វីដែលត្រូវកែ</translation>
    </message>
    <message>
        <source>It is in order</source>
        <translation>ត្រឹមត្រូវ</translation>
    </message>
    <message>
        <source>I did not decide this</source>
        <translation>ខ្ញុំមិនបានសម្រេចរឿងនេះទេ</translation>
    </message>
    <message>
        <source>You looked at it</source>
        <translation>អ្នកបានពិនិត្យហើយ</translation>
    </message>
    <message>
        <source>What nobody decided is taken back and goes back to who asked.</source>
        <translation>អ្វីដែលគ្មាននរណាសម្រេច ត្រូវដកវិញ ហើយប្រគល់ទៅអ្នកស្នើសុំវិញ។</translation>
    </message>
</context>
<context>
    <name>ApprovalsPage</name>
    <message>
        <source>Asked for by</source>
        <translation>ស្នើសុំដោយ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>លេខករណី</translation>
    </message>
    <message>
        <source>What</source>
        <translation>អ្វី</translation>
    </message>
    <message>
        <source>Asked for on</source>
        <translation>ស្នើសុំនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Decided on</source>
        <translation>សម្រេចនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>មតិយោបល់</translation>
    </message>
    <message>
        <source>Restricted case</source>
        <translation>ករណីមានព័ត៌មានសម្ងាត់</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>ការអនុម័ត</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Nobody approves their own request. Look at the case first, then decide.</source>
        <translation>គ្មាននរណាអនុម័តសំណើរបស់ខ្លួនឯងទេ។ សូមមើលករណីសិន រួចសម្រេច។</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>សម្រេច…</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>បើកមើលករណី</translation>
    </message>
    <message>
        <source>Paper of {name} · entered by {user}</source>
        <translation>ក្រដាសរបស់ {name} · បញ្ចូលដោយ {user}</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>ដកវិញ…</translation>
    </message>
    <message>
        <source>Waits for your decision</source>
        <translation>រង់ចាំអ្នកសម្រេច</translation>
    </message>
    <message>
        <source>What you asked for</source>
        <translation>អ្វីដែលអ្នកបានស្នើសុំ</translation>
    </message>
    <message>
        <source>Nothing waits for your decision.</source>
        <translation>គ្មានអ្វីរង់ចាំអ្នកសម្រេចទេ។</translation>
    </message>
    <message>
        <source>You asked for nothing that is still open. What needs an approval is asked for on the page of the case.</source>
        <translation>អ្នកមិនមានសំណើនៅរង់ចាំទេ។ អ្វីដែលត្រូវការការអនុម័ត ស្នើសុំនៅទំព័រករណី។</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>បានសម្រេច</translation>
    </message>
    <message>
        <source>There is no decision here that can still be taken back.</source>
        <translation>គ្មានសេចក្តីសម្រេចណាដែលនៅអាចដកវិញបានទេ។</translation>
    </message>
    <message>
        <source>{title} ({n})</source>
        <translation>{title} ({n})</translation>
    </message>
    <message>
        <source>Look at it…</source>
        <translation>ពិនិត្យ…</translation>
    </message>
</context>
<context>
    <name>AssessmentTab</name>
    <message>
        <source>Assessments by domain</source>
        <translation>ការប៉ាន់ប្រមាណតាមផ្នែក</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>តាមពេលវេលា</translation>
    </message>
    <message>
        <source>No assessment with scores was finished yet. Fill one in under “Forms and assessments”.</source>
        <translation>មិនទាន់មានការប៉ាន់ប្រមាណដែលមានពិន្ទុទេ។ សូមបំពេញនៅក្នុង «ទម្រង់ និងការវាយតម្លៃ»។</translation>
    </message>
    <message>
        <source>4 is good, 1 very poor. A score of 1 or 2 belongs into the plan. Choose a line to see it over time.</source>
        <translation>៤ គឺល្អ ១ គឺខ្សោយខ្លាំង។ ពិន្ទុ ១ ឬ ២ ត្រូវដាក់ក្នុងផែនការ។ ជ្រើសរើសផ្នែកមួយ ដើម្បីមើលតាមពេលវេលា។</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>ផ្នែក</translation>
    </message>
    <message>
        <source>Since before</source>
        <translation>ធៀបនឹងមុន</translation>
    </message>
    <message>
        <source>Child, all domains</source>
        <translation>កុមារ គ្រប់ផ្នែក</translation>
    </message>
    <message>
        <source>Family, all domains</source>
        <translation>គ្រួសារ គ្រប់ផ្នែក</translation>
    </message>
    <message>
        <source>Not assessed</source>
        <translation>មិនទាន់ប៉ាន់ប្រមាណ</translation>
    </message>
    <message>
        <source>{cell}: {asked} questions, {low} of them low</source>
        <translation>{cell}៖ សំណួរ {asked} ក្នុងនោះ {low} ពិន្ទុទាប</translation>
    </message>
    <message>
        <source>better</source>
        <translation>ប្រសើរជាងមុន</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>អន់ជាងមុន</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>ដដែល</translation>
    </message>
    <message>
        <source>Over time: {domains}</source>
        <translation>តាមពេលវេលា៖ {domains}</translation>
    </message>
</context>
<context>
    <name>Attachment</name>
    <message>
        <source>Choose a picture …</source>
        <translation>ជ្រើសរើសរូបភាព …</translation>
    </message>
    <message>
        <source>Choose a sound …</source>
        <translation>ជ្រើសរើសសំឡេង …</translation>
    </message>
    <message>
        <source>Choose a video …</source>
        <translation>ជ្រើសរើសវីដេអូ …</translation>
    </message>
    <message>
        <source>Choose a file …</source>
        <translation>ជ្រើសរើសឯកសារ …</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>បិទភ្ជាប់រូបភាព</translation>
    </message>
    <message>
        <source>Sign here …</source>
        <translation>ចុះហត្ថលេខានៅទីនេះ …</translation>
    </message>
    <message>
        <source>Draw …</source>
        <translation>គូរ …</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>មើល</translation>
    </message>
    <message>
        <source>Save a copy …</source>
        <translation>រក្សាទុកច្បាប់ចម្លង …</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>ដកចេញ</translation>
    </message>
    <message>
        <source>Keep the drawing</source>
        <translation>រក្សាទុកគំនូរ</translation>
    </message>
    <message>
        <source>Last line away</source>
        <translation>លុបខ្សែចុងក្រោយ</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>គំនូរ</translation>
    </message>
    <message>
        <source>Files can be added once the form belongs to a record.</source>
        <translation>អាចបន្ថែមឯកសារបាន ពេលទម្រង់នេះភ្ជាប់ជាមួយកំណត់ត្រាណាមួយ។</translation>
    </message>
    <message>
        <source>{name} · not on this computer</source>
        <translation>{name} · មិនមានក្នុងកុំព្យូទ័រនេះទេ</translation>
    </message>
    <message>
        <source>{n} megabytes</source>
        <translation>{n} មេកាបៃ</translation>
    </message>
    <message>
        <source>{n} kilobytes</source>
        <translation>{n} គីឡូបៃ</translation>
    </message>
    <message>
        <source>A file of this kind cannot be the answer here. It can be: {kinds}</source>
        <translation>ឯកសារប្រភេទនេះមិនអាចជាចម្លើយនៅទីនេះបានទេ។ ប្រភេទដែលអាចប្រើបាន៖ {kinds}</translation>
    </message>
    <message>
        <source>This file is too large ({size}); at most {limit} can be kept.</source>
        <translation>ឯកសារនេះធំពេក ({size})។ អាចរក្សាទុកបានច្រើនបំផុត {limit}។</translation>
    </message>
    <message>
        <source>The file cannot be read. Nothing was changed.</source>
        <translation>មិនអាចអានឯកសារនេះបានទេ។ គ្មានអ្វីត្រូវបានផ្លាស់ប្តូរទេ។</translation>
    </message>
    <message>
        <source>The file is empty. Nothing was changed.</source>
        <translation>ឯកសារនេះទទេ។ គ្មានអ្វីត្រូវបានផ្លាស់ប្តូរទេ។</translation>
    </message>
    <message>
        <source>This file is no picture that can be shown. Nothing was changed.</source>
        <translation>ឯកសារនេះមិនមែនជារូបភាពដែលអាចបង្ហាញបានទេ។ គ្មានអ្វីត្រូវបានផ្លាស់ប្តូរទេ។</translation>
    </message>
    <message>
        <source>No picture was copied. Copy one in another programme, then paste it here.</source>
        <translation>មិនទាន់មានរូបភាពត្រូវបានចម្លងទេ។ សូមចម្លងរូបភាពពីកម្មវិធីផ្សេង រួចបិទភ្ជាប់នៅទីនេះ។</translation>
    </message>
    <message>
        <source>The copy lies outside Komar, and anybody who uses the computer can open it. Save a copy?</source>
        <translation>ច្បាប់ចម្លងនេះស្ថិតនៅក្រៅ Komar ហើយអ្នកណាក៏ដោយដែលប្រើកុំព្យូទ័រនេះអាចបើកមើលវាបាន។ តើត្រូវរក្សាទុកច្បាប់ចម្លងឬ?</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>រក្សាទុកច្បាប់ចម្លង</translation>
    </message>
    <message>
        <source>The copy could not be written there. Choose another folder.</source>
        <translation>មិនអាចរក្សាទុកច្បាប់ចម្លងនៅទីនោះបានទេ។ សូមជ្រើសរើសថតផ្សេង។</translation>
    </message>
</context>
<context>
    <name>AuditActs</name>
    <message>
        <source>Case number</source>
        <translation>លេខករណី</translation>
    </message>
    <message>
        <source>Day of the audit</source>
        <translation>កាលបរិច្ឆេទពិនិត្យ</translation>
    </message>
    <message>
        <source>Audit of a case file</source>
        <translation>ការពិនិត្យឯកសារករណី</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>ចាប់ផ្តើម</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>Backup</source>
        <translation>ច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>ចម្លងទុកបម្រុងឥឡូវនេះ</translation>
    </message>
    <message>
        <source>Open a sealed file…</source>
        <translation>បើកឯកសារបិទត្រា…</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>ស្តារទិន្នន័យពីច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>No backup has been made on this computer yet. Put in a stick, then press the button.</source>
        <translation>មិនទាន់មានច្បាប់ចម្លងបម្រុងពីកុំព្យូទ័រនេះទេ។ សូមដោត USB រួចចុចប៊ូតុង។</translation>
    </message>
    <message>
        <source>Last backup: {moment}. It is encrypted; it opens with the passwords of the day it was made.</source>
        <translation>ច្បាប់ចម្លងបម្រុងចុងក្រោយ៖ {moment}។ វាត្រូវបានចាក់សោសម្ងាត់ ហើយបើកដោយពាក្យសម្ងាត់នៃថ្ងៃដែលបានចម្លង។</translation>
    </message>
    <message>
        <source>Where to put the backup</source>
        <translation>ជ្រើសកន្លែងដាក់ច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>The backup is made and was read back: {n} records, in {name}.</source>
        <translation>បានចម្លងទុកបម្រុង ហើយបានអានផ្ទៀងផ្ទាត់៖ {n} កំណត់ត្រា ក្នុង {name}។</translation>
    </message>
    <message>
        <source>The folder with the backup</source>
        <translation>ថតដែលមានច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>The backup takes the place of all data on this computer. The data of now are put aside, not deleted.</source>
        <translation>ច្បាប់ចម្លងបម្រុងនឹងជំនួសទិន្នន័យទាំងអស់ក្នុងកុំព្យូទ័រនេះ។ ទិន្នន័យបច្ចុប្បន្នត្រូវដាក់ទុកដោយឡែក មិនត្រូវលុបទេ។</translation>
    </message>
    <message>
        <source>Restore the backup</source>
        <translation>ស្តារទិន្នន័យ</translation>
    </message>
    <message>
        <source>A password of the day the backup was made</source>
        <translation>ពាក្យសម្ងាត់នៃថ្ងៃដែលបានចម្លងទុកបម្រុង</translation>
    </message>
</context>
<context>
    <name>BackupReminder</name>
    <message>
        <source>To the backup</source>
        <translation>ទៅកាន់ច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>No backup of this computer has been made yet. If it is stolen or breaks, all is lost.</source>
        <translation>មិនទាន់មានច្បាប់ចម្លងបម្រុងពីកុំព្យូទ័រនេះទេ។ បើកុំព្យូទ័រខូច ឬត្រូវគេលួច ទិន្នន័យទាំងអស់នឹងបាត់។</translation>
    </message>
    <message>
        <source>The last backup is of {moment}. What was saved since would be lost with this computer.</source>
        <translation>ច្បាប់ចម្លងបម្រុងចុងក្រោយគឺ {moment}។ បើកុំព្យូទ័រនេះខូច អ្វីដែលបានរក្សាទុកក្រោយមកនឹងបាត់។</translation>
    </message>
</context>
<context>
    <name>BehindPane</name>
    <message>
        <source>Number</source>
        <translation>លេខ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
    <message>
        <source>Close the records</source>
        <translation>បិទបញ្ជីនេះ</translation>
    </message>
    <message>
        <source>These records to Excel</source>
        <translation>ចម្លងបញ្ជីនេះទៅ Excel</translation>
    </message>
    <message>
        <source>Records behind the number</source>
        <translation>ទិន្នន័យនៅពីក្រោយចំនួន</translation>
    </message>
    <message>
        <source>There is no record behind this number.</source>
        <translation>គ្មានទិន្នន័យនៅពីក្រោយចំនួននេះទេ។</translation>
    </message>
    <message>
        <source>Records: {n}</source>
        <translation>ចំនួនទិន្នន័យ៖ {n}</translation>
    </message>
    <message>
        <source>Records: {n}, the first {m} are shown</source>
        <translation>ចំនួនទិន្នន័យ៖ {n} បង្ហាញ {m} ដំបូង</translation>
    </message>
    <message>
        <source>Written: {n} records, {file}</source>
        <translation>បានចម្លង៖ {n} ក្នុង {file}</translation>
    </message>
</context>
<context>
    <name>BirthField</name>
    <message>
        <source>day/month/year, month/year or year</source>
        <translation>ថ្ងៃ/ខែ/ឆ្នាំ ខែ/ឆ្នាំ ឬឆ្នាំ</translation>
    </message>
    <message>
        <source>Age on the paper, only to compare</source>
        <translation>អាយុលើក្រដាស សម្រាប់តែប្រៀបធៀប</translation>
    </message>
    <message>
        <source>years, or months with m: 8m</source>
        <translation>ឆ្នាំ ឬចំនួនខែ៖ ៨ខែ</translation>
    </message>
    <message>
        <source>{field}: how it is known</source>
        <translation>{field}៖ ប្រភពដែលដឹង</translation>
    </message>
    <message>
        <source>{field}: age on the paper, only to compare</source>
        <translation>{field}៖ អាយុលើក្រដាស សម្រាប់តែប្រៀបធៀប</translation>
    </message>
    <message>
        <source>This is not understood. Type a date, a year or an age.</source>
        <translation>មិនយល់ទេ។ សូមវាយថ្ងៃខែឆ្នាំ ឆ្នាំ ឬអាយុ។</translation>
    </message>
    <message>
        <source>Please answer this, or choose “Not known”.</source>
        <translation>សូមឆ្លើយ ឬជ្រើស «មិនដឹង»។</translation>
    </message>
    <message>
        <source>Age: {ages}</source>
        <translation>អាយុ៖ {ages} ឆ្នាំ</translation>
    </message>
    <message>
        <source>Estimated: born {first} to {last}; age {ages}</source>
        <translation>ប៉ាន់ប្រមាណ៖ កើតពី {first} ដល់ {last} អាយុ {ages} ឆ្នាំ</translation>
    </message>
    <message>
        <source>The day {day} gives {ages} years, not {told}. Please look which of them is right; the age is not saved.</source>
        <translation>ថ្ងៃ {day} ឱ្យអាយុ {ages} ឆ្នាំ មិនមែន {told} ទេ។ សូមពិនិត្យមើលថាមួយណាត្រឹមត្រូវ អាយុនេះមិនត្រូវបានរក្សាទុកទេ។</translation>
    </message>
    <message>
        <source>The day {day} gives {ages} years, not {told}. Please look which of them is right.</source>
        <translation>ថ្ងៃ {day} ឱ្យអាយុ {ages} ឆ្នាំ មិនមែន {told} ទេ។ សូមពិនិត្យមើលថាមួយណាត្រឹមត្រូវ។</translation>
    </message>
</context>
<context>
    <name>BoolField</name>
    <message>
        <source>Please answer this.</source>
        <translation>សូមឆ្លើយចំណុចនេះ។</translation>
    </message>
</context>
<context>
    <name>Box</name>
    <message>
        <source>Komar</source>
        <translation>Komar កុមារ</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>ទុកដដែល</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>Give to a caseworker…</source>
        <translation>ប្រគល់ឱ្យអ្នកកាន់ករណី…</translation>
    </message>
    <message>
        <source>Flag…</source>
        <translation>ដាក់សញ្ញា…</translation>
    </message>
    <message>
        <source>Same child? Compare…</source>
        <translation>កុមារតែម្នាក់? ប្រៀបធៀប…</translation>
    </message>
    <message>
        <source>These to Excel</source>
        <translation>ករណីទាំងនេះទៅ Excel</translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>លែងជ្រើសរើស</translation>
    </message>
    <message>
        <source>{n} cases chosen</source>
        <translation>បានជ្រើសរើស {n} ករណី</translation>
    </message>
    <message>
        <source>New caseworker</source>
        <translation>អ្នកកាន់ករណីថ្មី</translation>
    </message>
    <message>
        <source>Only until (leave)</source>
        <translation>ត្រឹមថ្ងៃ (ឈប់សម្រាក)</translation>
    </message>
    <message>
        <source>Empty: for good. With a day the cases come back after it.</source>
        <translation>ទទេ៖ ជាអចិន្ត្រៃយ៍។ បើមានថ្ងៃ ករណីត្រឡប់មកវិញក្រោយថ្ងៃនោះ។</translation>
    </message>
    <message>
        <source>What holds for all of them. What one case alone needs: offer it by itself, on its page.</source>
        <translation>អ្វីដែលត្រូវនឹងករណីទាំងអស់។ បើករណីណាត្រូវការកំណត់ចំណាំផ្សេង សូមស្នើប្រគល់នៅទំព័រករណីនោះ។</translation>
    </message>
    <message>
        <source>Offer {n} cases to a caseworker</source>
        <translation>ស្នើប្រគល់ករណី {n} ឱ្យអ្នកកាន់ករណី</translation>
    </message>
    <message>
        <source>Offer the cases</source>
        <translation>ស្នើប្រគល់ករណី</translation>
    </message>
    <message>
        <source>{n} cases were offered. Until they are accepted their caseworkers stay responsible.</source>
        <translation>បានស្នើប្រគល់ករណី {n}។ មុនពេលទទួលយក អ្នកកាន់ករណីដើមនៅតែទទួលខុសត្រូវ។</translation>
    </message>
    <message>
        <source>{n} were not: they are closed, this person&apos;s already, or offered to somebody.</source>
        <translation>{n} មិនបានស្នើទេ៖ ករណីបិទហើយ ជារបស់អ្នកនេះស្រាប់ ឬបានស្នើប្រគល់ឱ្យអ្នកណាម្នាក់ហើយ។</translation>
    </message>
    <message>
        <source>What nobody may overlook</source>
        <translation>អ្វីដែលមិនត្រូវមើលរំលង</translation>
    </message>
    <message>
        <source>Flag {n} cases</source>
        <translation>ដាក់សញ្ញាសម្គាល់លើ {n} ករណី</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>ដាក់សញ្ញា</translation>
    </message>
</context>
<context>
    <name>BundlesPart</name>
    <message>
        <source>By USB or Telegram</source>
        <translation>តាម USB ឬតេឡេក្រាម</translation>
    </message>
    <message>
        <source>Files can be made once this computer has joined the ministry&apos;s server.</source>
        <translation>អាចបង្កើតឯកសារបាន បន្ទាប់ពីកុំព្យូទ័រនេះបានចូលរួមជាមួយម៉ាស៊ីនមេរបស់ក្រសួង។</translation>
    </message>
    <message>
        <source>Send without a link</source>
        <translation>ផ្ញើដោយគ្មានអ៊ីនធឺណិត</translation>
    </message>
    <message>
        <source>1. Put the stick in, press “Write the files …” and choose the stick.
2. Give the stick to any office with a link, or send it the files by Telegram: it takes them in on this same page.
3. Bring the answers back and choose them below.
Only the server can read the files. All stays here too until its answer is back: a file that is lost does no harm.</source>
        <translation>១. ដោត USB ចុច «សរសេរឯកសារ …» រួចជ្រើស USB នោះ។
២. ប្រគល់ USB ឱ្យអង្គភាពណាមួយដែលមានអ៊ីនធឺណិត ឬផ្ញើឯកសារតាមតេឡេក្រាម៖ អង្គភាពនោះទទួលវានៅលើទំព័រដូចនេះដែរ។
៣. យកចម្លើយត្រឡប់មកវិញ ហើយជ្រើសវានៅខាងក្រោម។
មានតែម៉ាស៊ីនមេទេដែលអាចអានឯកសារបាន។ អ្វីៗទាំងអស់នៅទីនេះដដែល រហូតដល់ចម្លើយមកដល់៖ បើឯកសារបាត់ ក៏មិនអីដែរ។</translation>
    </message>
    <message>
        <source>Largest size of a file</source>
        <translation>ទំហំធំបំផុតនៃឯកសារមួយ</translation>
    </message>
    <message>
        <source>Smaller where Telegram is slow; else it can stay.</source>
        <translation>តូចជាងនេះ បើតេឡេក្រាមយឺត។ បើមិនដូច្នោះទេ ទុកដដែល។</translation>
    </message>
    <message>
        <source>Show it to another computer too</source>
        <translation>បង្ហាញដល់កុំព្យូទ័រមួយទៀតផង</translation>
    </message>
    <message>
        <source>Its name of three letters or digits, if the server lets it see this office&apos;s work.</source>
        <translation>ឈ្មោះរបស់វាមានអក្សរ ឬលេខបីតួ ប្រសិនបើម៉ាស៊ីនមេអនុញ្ញាតឱ្យវាមើលឃើញការងាររបស់អង្គភាពនេះ។</translation>
    </message>
    <message>
        <source>Write the files …</source>
        <translation>សរសេរឯកសារ …</translation>
    </message>
    <message>
        <source>Take files that came</source>
        <translation>ទទួលឯកសារដែលមកដល់</translation>
    </message>
    <message>
        <source>Choose the files, or drop them here: answers from the server, and files of other offices, which are handed over by this computer&apos;s link. The order does not matter, nor does a file that comes twice.</source>
        <translation>ជ្រើសឯកសារ ឬអូសវាមកដាក់ទីនេះ៖ ចម្លើយពីម៉ាស៊ីនមេ និងឯកសាររបស់អង្គភាពផ្សេង ដែលកុំព្យូទ័រនេះប្រគល់តាមអ៊ីនធឺណិត។ លំដាប់មិនសំខាន់ទេ ហើយឯកសារដដែលមកពីរដងក៏មិនអីដែរ។</translation>
    </message>
    <message>
        <source>Choose the files …</source>
        <translation>ជ្រើសឯកសារ …</translation>
    </message>
    <message>
        <source>What came of the files</source>
        <translation>លទ្ធផលនៃឯកសារ</translation>
    </message>
    <message>
        <source>{n} megabytes</source>
        <translation>{n} មេកាបៃ</translation>
    </message>
    <message>
        <source>{n} kilobytes</source>
        <translation>{n} គីឡូបៃ</translation>
    </message>
    <message>
        <source>Waiting to be sent: {n}</source>
        <translation>រង់ចាំផ្ញើ៖ {n}</translation>
    </message>
    <message>
        <source>An office that wants to show its work here types the name of this computer: {tag}</source>
        <translation>អង្គភាពដែលចង់បង្ហាញការងាររបស់ខ្លួននៅទីនេះ ត្រូវវាយឈ្មោះកុំព្យូទ័រនេះ៖ {tag}</translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>ថតសម្រាប់ឯកសារ</translation>
    </message>
    <message>
        <source>Files written: {n}.</source>
        <translation>ឯកសារដែលបានសរសេរ៖ {n}។</translation>
    </message>
    <message>
        <source>Files written: {n} ({size}). Changes in them: {ops}. Folder: {folder}.</source>
        <translation>ឯកសារដែលបានសរសេរ៖ {n} ({size})។ ការកែក្នុងនោះ៖ {ops}។ ថត៖ {folder}។</translation>
    </message>
    <message>
        <source>Take all of them to an office with a link, and bring the answers back here.</source>
        <translation>សូមយកឯកសារទាំងអស់ទៅអង្គភាពដែលមានអ៊ីនធឺណិត ហើយយកចម្លើយត្រឡប់មកទីនេះវិញ។</translation>
    </message>
    <message>
        <source>Files of Komar</source>
        <translation>ឯកសាររបស់ Komar</translation>
    </message>
    <message>
        <source>Files that came</source>
        <translation>ឯកសារដែលមកដល់</translation>
    </message>
    <message>
        <source>Files taken: {n}. Not taken: {refused}; the reason stands below, with each.</source>
        <translation>ឯកសារដែលបានទទួល៖ {n}។ មិនបានទទួល៖ {refused}។ មូលហេតុមាននៅខាងក្រោម ជាមួយឯកសារនីមួយៗ។</translation>
    </message>
    <message>
        <source>Files taken: {n}.</source>
        <translation>ឯកសារដែលបានទទួល៖ {n}។</translation>
    </message>
    <message>
        <source>There is no link now. The file is kept and handed over with the next exchange.</source>
        <translation>ពេលនេះគ្មានអ៊ីនធឺណិតទេ។ ឯកសារត្រូវបានរក្សាទុក ហើយនឹងប្រគល់ពេលផ្ញើ និងទទួលលើកក្រោយ។</translation>
    </message>
    <message>
        <source>Another computer&apos;s work is shown here: {n} records. Its files go to the server with the next exchange.</source>
        <translation>ការងាររបស់កុំព្យូទ័រមួយទៀតបង្ហាញនៅទីនេះ៖ កំណត់ត្រា {n}។ ឯកសាររបស់វានឹងទៅម៉ាស៊ីនមេ ពេលផ្ញើ និងទទួលលើកក្រោយ។</translation>
    </message>
    <message>
        <source>Handed over to the server.</source>
        <translation>បានប្រគល់ទៅម៉ាស៊ីនមេ។</translation>
    </message>
    <message>
        <source>Give the answer {file} back to who brought the file.</source>
        <translation>សូមប្រគល់ចម្លើយ {file} ទៅអ្នកដែលបានយកឯកសារមក។</translation>
    </message>
    <message>
        <source>This answer is older than what this computer already knows; nothing was changed.</source>
        <translation>ចម្លើយនេះចាស់ជាងអ្វីដែលកុំព្យូទ័រនេះដឹងរួចហើយ មិនបានកែអ្វីទេ។</translation>
    </message>
    <message>
        <source>The server&apos;s answer was taken in. Received: {received}. Answered changes: {answered}.</source>
        <translation>បានទទួលចម្លើយពីម៉ាស៊ីនមេ។ ទទួលបាន៖ {received}។ ការកែដែលបានឆ្លើយ៖ {answered}។</translation>
    </message>
    <message>
        <source>The server has more: write new files and hand them over to get the rest.</source>
        <translation>ម៉ាស៊ីនមេនៅមានទៀត៖ សូមសរសេរឯកសារថ្មី ហើយប្រគល់ ដើម្បីទទួលអ្វីដែលនៅសល់។</translation>
    </message>
</context>
<context>
    <name>Bytes</name>
    <message>
        <source>{n} megabytes</source>
        <translation>{n} មេកាបៃ</translation>
    </message>
    <message>
        <source>{n} kilobytes</source>
        <translation>{n} គីឡូបៃ</translation>
    </message>
</context>
<context>
    <name>CallsAbout</name>
    <message>
        <source>When</source>
        <translation>ពេលណា</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>សម្រាប់អ្វី</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>ខ្លឹមសារ</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>Calls about this facility</source>
        <translation>ការទំនាក់ទំនងអំពីកន្លែងថែទាំនេះ</translation>
    </message>
    <message>
        <source>A complaint came of it …</source>
        <translation>មានពាក្យបណ្តឹងចេញពីវា …</translation>
    </message>
</context>
<context>
    <name>CallsPage</name>
    <message>
        <source>When</source>
        <translation>ពេលណា</translation>
    </message>
    <message>
        <source>How</source>
        <translation>របៀប</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>អំពីអ្វី</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>ខ្លឹមសារ</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>ភូមិ</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>Contact log</source>
        <translation>បញ្ជីទំនាក់ទំនង</translation>
    </message>
    <message>
        <source>Calls, people who come and messages. Write each down at once; a case is made of it by one key.</source>
        <translation>ការហៅទូរសព្ទ អ្នកដែលមកអង្គភាព និងសារ។ សូមកត់ត្រាម្ដងៗភ្លាមៗ ហើយបើកករណីដោយចុចតែម្ដង។</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Write down a call (Ctrl+N)</source>
        <translation>កត់ត្រាការទំនាក់ទំនង (Ctrl+N)</translation>
    </message>
    <message>
        <source>Make a case of it (Ctrl+Enter)</source>
        <translation>បើកករណីពីការទំនាក់ទំនងនេះ (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>A complaint came of it …</source>
        <translation>មានពាក្យបណ្តឹងចេញពីវា …</translation>
    </message>
    <message>
        <source>Change, decide</source>
        <translation>កែ ឬសម្រេច</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>បើកមើលករណី</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>បង្ហាញចាស់ជាងនេះ</translation>
    </message>
    <message>
        <source>Only those not decided yet</source>
        <translation>តែអ្វីដែលមិនទាន់សម្រេច</translation>
    </message>
    <message>
        <source>No call stands here. Write down each call and visit, also when it leads to nothing.</source>
        <translation>មិនទាន់មានការទំនាក់ទំនងទេ។ សូមកត់ត្រារាល់ការហៅទូរសព្ទ និងការមកដល់ ទោះបីមិនមានលទ្ធផលក៏ដោយ។</translation>
    </message>
    <message>
        <source>Write down a call</source>
        <translation>កត់ត្រាការទំនាក់ទំនង</translation>
    </message>
    <message>
        <source>A case came of it that is another caseworker&apos;s.</source>
        <translation>ករណីមួយត្រូវបានបើក ដែលជារបស់អ្នកកាន់ករណីផ្សេង។</translation>
    </message>
    <message>
        <source>Who called (restricted): {who}</source>
        <translation>អ្នកដែលបានហៅ (ព័ត៌មានសម្ងាត់)៖ {who}</translation>
    </message>
    <message>
        <source>About which child or family</source>
        <translation>អំពីកុមារ ឬគ្រួសារណា</translation>
    </message>
    <message>
        <source>About which facility</source>
        <translation>អំពីកន្លែងថែទាំណា</translation>
    </message>
    <message>
        <source>Who called: name (restricted)</source>
        <translation>អ្នកដែលបានហៅ៖ ឈ្មោះ (ព័ត៌មានសម្ងាត់)</translation>
    </message>
    <message>
        <source>Who called: phone (restricted)</source>
        <translation>អ្នកដែលបានហៅ៖ ទូរសព្ទ (ព័ត៌មានសម្ងាត់)</translation>
    </message>
    <message>
        <source>Who called: remark (restricted)</source>
        <translation>អ្នកដែលបានហៅ៖ កំណត់សម្គាល់ (ព័ត៌មានសម្ងាត់)</translation>
    </message>
    <message>
        <source>Sent on to whom</source>
        <translation>បានបញ្ជូនទៅណា</translation>
    </message>
    <message>
        <source>Do not write here who called: colleagues read this.</source>
        <translation>កុំសរសេរឈ្មោះអ្នកដែលបានហៅនៅទីនេះ ព្រោះមិត្តរួមការងារអានបាន។</translation>
    </message>
    <message>
        <source>Saved on this computer.</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
    <message>
        <source>A call, visit or message</source>
        <translation>ការហៅទូរសព្ទ ការមកដល់ ឬសារ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>A complaint about a facility</source>
        <translation>ពាក្យបណ្តឹងអំពីកន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>The complaint stands on the page of the facility.</source>
        <translation>ពាក្យបណ្តឹងស្ថិតនៅលើទំព័រកន្លែងថែទាំ។</translation>
    </message>
</context>
<context>
    <name>CarerActs</name>
    <message>
        <source>The household was assessed…</source>
        <translation>គ្រួសារត្រូវបានវាយតម្លៃ…</translation>
    </message>
    <message>
        <source>Not approved…</source>
        <translation>មិនអនុម័ត…</translation>
    </message>
    <message>
        <source>Suspend the approval…</source>
        <translation>ព្យួរការអនុម័ត…</translation>
    </message>
    <message>
        <source>Approve again…</source>
        <translation>អនុម័តឡើងវិញ…</translation>
    </message>
    <message>
        <source>Applied again…</source>
        <translation>ដាក់ពាក្យឡើងវិញ…</translation>
    </message>
    <message>
        <source>Ask for approval…</source>
        <translation>ស្នើសុំការអនុម័ត…</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>សម្រេច…</translation>
    </message>
    <message>
        <source>Approved on paper…</source>
        <translation>បានអនុម័តលើក្រដាស…</translation>
    </message>
    <message>
        <source>Take the request back…</source>
        <translation>ដកសំណើវិញ…</translation>
    </message>
    <message>
        <source>End of this care…</source>
        <translation>បញ្ចប់ការថែទាំនេះ…</translation>
    </message>
    <message>
        <source>Ask for the approval of this household</source>
        <translation>ស្នើសុំការអនុម័តគ្រួសារនេះ</translation>
    </message>
    <message>
        <source>Save the request</source>
        <translation>រក្សាទុកសំណើ</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>ចាប់ពី</translation>
    </message>
    <message>
        <source>State: {state}</source>
        <translation>ស្ថានភាព៖ {state}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation>ថ្ងៃបញ្ចប់</translation>
    </message>
    <message>
        <source>Why it ended</source>
        <translation>មូលហេតុនៃការបញ្ចប់</translation>
    </message>
    <message>
        <source>This household cares for no children any more</source>
        <translation>គ្រួសារនេះលែងថែទាំកុមារហើយ</translation>
    </message>
    <message>
        <source>Save the end</source>
        <translation>រក្សាទុកការបញ្ចប់</translation>
    </message>
</context>
<context>
    <name>CarerForm</name>
    <message>
        <source>Save (Ctrl+Enter)</source>
        <translation>រក្សាទុក (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>គ្រួសារថែទាំ</translation>
    </message>
    <message>
        <source>Which children it takes</source>
        <translation>ទទួលកុមារណាខ្លះ</translation>
    </message>
    <message>
        <source>Kind of care</source>
        <translation>ប្រភេទនៃការថែទាំ</translation>
    </message>
    <message>
        <source>The same person as (if written down already)</source>
        <translation>មនុស្សតែម្នាក់ជាមួយ (បើបានសរសេររួចហើយ)</translation>
    </message>
    <message>
        <source>Name of the carers in Khmer</source>
        <translation>ឈ្មោះអ្នកថែទាំជាអក្សរខ្មែរ</translation>
    </message>
    <message>
        <source>Name in Latin letters</source>
        <translation>ឈ្មោះជាអក្សរឡាតាំង</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>លេខទូរសព្ទ</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>ភូមិ</translation>
    </message>
    <message>
        <source>How to find it</source>
        <translation>របៀបរកទីតាំង</translation>
    </message>
    <message>
        <source>Applied on</source>
        <translation>ដាក់ពាក្យនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Places for children</source>
        <translation>ចំនួនកន្លែងសម្រាប់កុមារ</translation>
    </message>
    <message>
        <source>Youngest age</source>
        <translation>អាយុតូចបំផុត</translation>
    </message>
    <message>
        <source>Oldest age</source>
        <translation>អាយុធំបំផុត</translation>
    </message>
    <message>
        <source>Takes girls or boys only</source>
        <translation>ទទួលតែកុមារី ឬតែកុមារា</translation>
    </message>
    <message>
        <source>Takes brothers and sisters together</source>
        <translation>ទទួលបងប្អូនជាមួយគ្នា</translation>
    </message>
    <message>
        <source>Takes a child with a disability</source>
        <translation>ទទួលកុមារពិការ</translation>
    </message>
    <message>
        <source>Takes children at short notice, at night too</source>
        <translation>ទទួលកុមារជាបន្ទាន់ សូម្បីពេលយប់</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>A complaint about a household does not stand here: it is an incident of a case.</source>
        <translation>បណ្តឹងអំពីគ្រួសារថែទាំមិនសរសេរនៅទីនេះទេ ព្រោះវាជាឧប្បត្តិហេតុក្នុងករណី។</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>CarerPage</name>
    <message>
        <source>Case number</source>
        <translation>លេខករណី</translation>
    </message>
    <message>
        <source>Care option</source>
        <translation>ជម្រើសនៃការថែទាំ</translation>
    </message>
    <message>
        <source>From</source>
        <translation>ពី</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>រហូតដល់</translation>
    </message>
    <message>
        <source>Next review</source>
        <translation>ការពិនិត្យបន្ទាប់</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>គ្រួសារថែទាំ</translation>
    </message>
    <message>
        <source>More</source>
        <translation>ច្រើនទៀត</translation>
    </message>
    <message>
        <source>Parts of the page</source>
        <translation>ផ្នែកនៃទំព័រ</translation>
    </message>
    <message>
        <source>Children placed here</source>
        <translation>កុមារដែលបានទុកដាក់នៅទីនេះ</translation>
    </message>
    <message>
        <source>No child of your cases was placed with this household.</source>
        <translation>គ្មានកុមារក្នុងករណីរបស់អ្នកត្រូវបានទុកដាក់ជាមួយគ្រួសារនេះទេ។</translation>
    </message>
    <message>
        <source>Support money</source>
        <translation>ប្រាក់ឧបត្ថម្ភ</translation>
    </message>
    <message>
        <source>Support money is entered with the placement, on the page of the case.</source>
        <translation>ប្រាក់ឧបត្ថម្ភត្រូវបញ្ចូលជាមួយការទុកដាក់ នៅទំព័រករណី។</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>បញ្ជី</translation>
    </message>
    <message>
        <source>Who lives there</source>
        <translation>អ្នករស់នៅទីនោះ</translation>
    </message>
    <message>
        <source>Visits, training, reviews</source>
        <translation>ការចុះជួប ការបណ្តុះបណ្តាល និងការពិនិត្យ</translation>
    </message>
    <message>
        <source>Children</source>
        <translation>កុមារ</translation>
    </message>
    <message>
        <source>New household</source>
        <translation>គ្រួសារថែទាំថ្មី</translation>
    </message>
    <message>
        <source>Forms and assessments</source>
        <translation>ទម្រង់ និងការវាយតម្លៃ</translation>
    </message>
    <message>
        <source>Decided by {who} on {day}</source>
        <translation>សម្រេចដោយ {who} នៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>Children: {n}, free places: {free}</source>
        <translation>កុមារ៖ {n} កន្លែងទំនេរ៖ {free}</translation>
    </message>
    <message>
        <source>Children: {n}</source>
        <translation>កុមារ៖ {n}</translation>
    </message>
    <message>
        <source>Review overdue since {day}</source>
        <translation>ហួសកំណត់ពិនិត្យតាំងពី {day}</translation>
    </message>
    <message>
        <source>Next review on {day}</source>
        <translation>ការពិនិត្យបន្ទាប់នៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>Waits for approval since {day}</source>
        <translation>រង់ចាំការអនុម័តតាំងពី {day}</translation>
    </message>
    <message>
        <source>Sent back: {why}</source>
        <translation>ប្រគល់ឱ្យកែវិញ៖ {why}</translation>
    </message>
    <message>
        <source>Saved on this computer.</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
</context>
<context>
    <name>Carers</name>
    <message>
        <source>Relation to the carers</source>
        <translation>ត្រូវជាអ្វីនឹងអ្នកថែទាំ</translation>
    </message>
    <message>
        <source>Checked on</source>
        <translation>ត្រួតពិនិត្យនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>What was checked</source>
        <translation>អ្វីដែលបានត្រួតពិនិត្យ</translation>
    </message>
    <message>
        <source>Result of the check</source>
        <translation>លទ្ធផលនៃការត្រួតពិនិត្យ</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>Next one on</source>
        <translation>លើកបន្ទាប់នៅថ្ងៃ</translation>
    </message>
    <message>
        <source>By</source>
        <translation>ដោយ</translation>
    </message>
    <message>
        <source>For the time until</source>
        <translation>សម្រាប់រយៈពេលរហូតដល់</translation>
    </message>
    <message>
        <source>Amount (riel)</source>
        <translation>ចំនួនប្រាក់ (រៀល)</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>បើកប្រាក់នៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>ទទួលដោយ</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>ចម្លើយ</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>មូលហេតុ</translation>
    </message>
</context>
<context>
    <name>CarersPage</name>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Kind of care</source>
        <translation>ប្រភេទនៃការថែទាំ</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>ភូមិ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Children</source>
        <translation>កុមារ</translation>
    </message>
    <message>
        <source>Free places</source>
        <translation>កន្លែងទំនេរ</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>ការចុះចុងក្រោយ</translation>
    </message>
    <message>
        <source>Next review</source>
        <translation>ការពិនិត្យបន្ទាប់</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>មិនដឹង</translation>
    </message>
    <message>
        <source>never</source>
        <translation>មិនទាន់ដែល</translation>
    </message>
    <message>
        <source>Family and community care</source>
        <translation>ការថែទាំតាមគ្រួសារ និងសហគមន៍</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Who can take a child tonight?</source>
        <translation>អ្នកណាអាចទទួលកុមារយប់នេះ?</translation>
    </message>
    <message>
        <source>Register a household (Ctrl+N)</source>
        <translation>ចុះបញ្ជីគ្រួសារថែទាំ (Ctrl+N)</translation>
    </message>
    <message>
        <source>Search by name, village or telephone</source>
        <translation>ស្វែងរកតាមឈ្មោះ ភូមិ ឬទូរសព្ទ</translation>
    </message>
    <message>
        <source>Search households</source>
        <translation>ស្វែងរកគ្រួសារថែទាំ</translation>
    </message>
    <message>
        <source>With a free place</source>
        <translation>មានកន្លែងទំនេរ</translation>
    </message>
    <message>
        <source>Ended and refused ones too</source>
        <translation>រួមទាំងគ្រួសារដែលបានបញ្ចប់ និងមិនបានអនុម័ត</translation>
    </message>
    <message>
        <source>List of households</source>
        <translation>បញ្ជីគ្រួសារថែទាំ</translation>
    </message>
    <message>
        <source>No household is found here. Households stand here from their application on; perhaps the filter hides them.</source>
        <translation>រកមិនឃើញគ្រួសារថែទាំនៅទីនេះទេ។ គ្រួសារមាននៅទីនេះចាប់ពីពេលដាក់ពាក្យ ប្រហែលជាតម្រងលាក់ពួកគេ។</translation>
    </message>
    <message>
        <source>Register a household</source>
        <translation>ចុះបញ្ជីគ្រួសារថែទាំ</translation>
    </message>
    <message>
        <source>with a free place</source>
        <translation>មានកន្លែងទំនេរ</translation>
    </message>
    <message>
        <source>All households</source>
        <translation>គ្រួសារថែទាំទាំងអស់</translation>
    </message>
    <message>
        <source>{what}: {n}</source>
        <translation>{what}៖ {n}</translation>
    </message>
</context>
<context>
    <name>CaseActs</name>
    <message>
        <source>Note the first contact</source>
        <translation>កត់ត្រាការទំនាក់ទំនងលើកដំបូង</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>មូលហេតុ</translation>
    </message>
    <message>
        <source>Set the risk level</source>
        <translation>កំណត់កម្រិតហានិភ័យ</translation>
    </message>
    <message>
        <source>What nobody may overlook</source>
        <translation>អ្វីដែលមិនត្រូវមើលរំលង</translation>
    </message>
    <message>
        <source>Flag the case</source>
        <translation>ដាក់សញ្ញាសម្គាល់លើករណី</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>ដាក់សញ្ញា</translation>
    </message>
    <message>
        <source>This case was entered by mistake</source>
        <translation>ករណីនេះត្រូវបានបញ្ចូលច្រឡំ</translation>
    </message>
    <message>
        <source>Mark as entered by mistake</source>
        <translation>កត់សម្គាល់ថាបញ្ចូលច្រឡំ</translation>
    </message>
</context>
<context>
    <name>CaseBar</name>
    <message>
        <source>The way of the case</source>
        <translation>ដំណើរការនៃករណី</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Add a note or visit (Ctrl+N)</source>
        <translation>បន្ថែមកំណត់ចំណាំ (Ctrl+N)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>ច្រើនទៀត</translation>
    </message>
    <message>
        <source>name told here alone</source>
        <translation>ឈ្មោះបង្ហាញតែនៅទីនេះ</translation>
    </message>
    <message>
        <source>Flagged: {flags}</source>
        <translation>មានសញ្ញាសម្គាល់៖ {flags}</translation>
    </message>
    <message>
        <source>At another office</source>
        <translation>នៅអង្គភាពផ្សេង</translation>
    </message>
    <message>
        <source>Parts of the case</source>
        <translation>ផ្នែកនៃករណី</translation>
    </message>
    <message>
        <source>{code} · Caseworker: {owner} · opened {day}</source>
        <translation>{code} · អ្នកកាន់ករណី៖ {owner} · បើកថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>An entry was typed here and not saved. “Go on with the draft” opens it.</source>
        <translation>មានអ្វីមួយបានវាយនៅទីនេះ ប៉ុន្តែមិនទាន់រក្សាទុក។ ចុច «បន្តសេចក្តីព្រាង» ដើម្បីបើកវា។</translation>
    </message>
</context>
<context>
    <name>CasePapers</name>
    <message>
        <source>Print a paper</source>
        <translation>បោះពុម្ពឯកសារ</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>មើល</translation>
    </message>
    <message>
        <source>Make the paper</source>
        <translation>បង្កើតឯកសារ</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>រក្សាទុកជា PDF</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>បានរក្សាទុក៖ {file}</translation>
    </message>
</context>
<context>
    <name>CaseWords</name>
    <message>
        <source>{what}: {told}</source>
        <translation>{what}៖ {told}</translation>
    </message>
    <message>
        <source>Family name (Khmer)</source>
        <translation>នាមត្រកូល</translation>
    </message>
    <message>
        <source>Given name (Khmer)</source>
        <translation>នាមខ្លួន</translation>
    </message>
    <message>
        <source>Family name (Latin letters)</source>
        <translation>នាមត្រកូល (អក្សរឡាតាំង)</translation>
    </message>
    <message>
        <source>Given name (Latin letters)</source>
        <translation>នាមខ្លួន (អក្សរឡាតាំង)</translation>
    </message>
    <message>
        <source>Spelling in Latin letters is confirmed</source>
        <translation>អក្ខរាវិរុទ្ធអក្សរឡាតាំងបានបញ្ជាក់ហើយ</translation>
    </message>
    <message>
        <source>Name not known</source>
        <translation>មិនដឹងឈ្មោះ</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>ឈ្មោះហៅក្រៅ</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>ភេទ</translation>
    </message>
    <message>
        <source>Place of birth</source>
        <translation>ទីកន្លែងកំណើត</translation>
    </message>
    <message>
        <source>Twin or triplet</source>
        <translation>កូនភ្លោះ</translation>
    </message>
    <message>
        <source>Which of them was it (1: born first)</source>
        <translation>កើតទីប៉ុន្មាន (១៖ កើតមុន)</translation>
    </message>
    <message>
        <source>Ethnicity</source>
        <translation>ជនជាតិ</translation>
    </message>
    <message>
        <source>Religion</source>
        <translation>សាសនា</translation>
    </message>
    <message>
        <source>Birth</source>
        <translation>កំណើត</translation>
    </message>
    <message>
        <source>Kind of address</source>
        <translation>ប្រភេទអាសយដ្ឋាន</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>ភូមិ</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>ប្រទេស</translation>
    </message>
    <message>
        <source>How to find it</source>
        <translation>របៀបរកទីតាំង</translation>
    </message>
    <message>
        <source>Nationality</source>
        <translation>សញ្ជាតិ</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>ភាសា</translation>
    </message>
    <message>
        <source>Found child, parents not known</source>
        <translation>កុមាររកឃើញ មិនដឹងឪពុកម្តាយ</translation>
    </message>
    <message>
        <source>Disability</source>
        <translation>ពិការភាព</translation>
    </message>
    <message>
        <source>Disability was assessed</source>
        <translation>បានប៉ាន់ប្រមាណពិការភាព</translation>
    </message>
    <message>
        <source>Birth certificate</source>
        <translation>សំបុត្រកំណើត</translation>
    </message>
    <message>
        <source>Birth certificate number</source>
        <translation>លេខសំបុត្រកំណើត</translation>
    </message>
    <message>
        <source>Family book number</source>
        <translation>លេខសៀវភៅគ្រួសារ</translation>
    </message>
    <message>
        <source>Equity card number</source>
        <translation>លេខប័ណ្ណសមធម៌</translation>
    </message>
    <message>
        <source>Equity card level</source>
        <translation>កម្រិតប័ណ្ណសមធម៌</translation>
    </message>
    <message>
        <source>Equity card valid until</source>
        <translation>ប័ណ្ណសមធម៌មានសុពលភាពដល់</translation>
    </message>
    <message>
        <source>Village of the ministry&apos;s child number</source>
        <translation>ភូមិនៃលេខកុមាររបស់ក្រសួង</translation>
    </message>
    <message>
        <source>Ministry&apos;s child number</source>
        <translation>លេខកូដកុមាររបស់ក្រសួង</translation>
    </message>
    <message>
        <source>Number in Primero</source>
        <translation>លេខក្នុង Primero</translation>
    </message>
    <message>
        <source>Number in OSCaR</source>
        <translation>លេខក្នុង OSCaR</translation>
    </message>
    <message>
        <source>Goes to school</source>
        <translation>ស្ថានភាពសិក្សា</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>ថ្នាក់រៀន</translation>
    </message>
    <message>
        <source>School</source>
        <translation>សាលារៀន</translation>
    </message>
    <message>
        <source>Died on</source>
        <translation>បានស្លាប់នៅថ្ងៃ</translation>
    </message>
    <message>
        <source>How the day of death is known</source>
        <translation>របៀបដែលដឹងថ្ងៃស្លាប់</translation>
    </message>
    <message>
        <source>Who the child is</source>
        <translation>អត្តសញ្ញាណកុមារ</translation>
    </message>
    <message>
        <source>Where the child lives</source>
        <translation>ទីកន្លែងដែលកុមាររស់នៅ</translation>
    </message>
    <message>
        <source>Language and origin</source>
        <translation>ភាសា និងដើមកំណើត</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>ឯកសារអត្តសញ្ញាណ</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>លេខសម្គាល់</translation>
    </message>
    <message>
        <source>Information received on</source>
        <translation>ថ្ងៃទទួលព័ត៌មាន</translation>
    </message>
    <message>
        <source>At what time</source>
        <translation>នៅម៉ោងប៉ុន្មាន</translation>
    </message>
    <message>
        <source>Information received</source>
        <translation>ពេលទទួលព័ត៌មាន</translation>
    </message>
    <message>
        <source>Referred by</source>
        <translation>បញ្ជូនមកពី</translation>
    </message>
    <message>
        <source>Type of case</source>
        <translation>ប្រភេទករណី</translation>
    </message>
    <message>
        <source>Reason for referral and needs</source>
        <translation>មូលហេតុនៃការបញ្ជូន និងតម្រូវការ</translation>
    </message>
    <message>
        <source>Risk level</source>
        <translation>កម្រិតហានិភ័យ</translation>
    </message>
    <message>
        <source>Urgent protection concern</source>
        <translation>បញ្ហាកិច្ចការពារបន្ទាន់</translation>
    </message>
    <message>
        <source>Form filled in on</source>
        <translation>ថ្ងៃបំពេញទម្រង់</translation>
    </message>
    <message>
        <source>Form filled in by</source>
        <translation>អ្នកបំពេញទម្រង់</translation>
    </message>
    <message>
        <source>First contact on</source>
        <translation>ថ្ងៃទំនាក់ទំនងលើកដំបូង</translation>
    </message>
    <message>
        <source>How contact was made</source>
        <translation>ទាក់ទងតាមរបៀបណា</translation>
    </message>
    <message>
        <source>Caseworker</source>
        <translation>អ្នកកាន់ករណី</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Case opened on</source>
        <translation>ថ្ងៃបើកករណី</translation>
    </message>
    <message>
        <source>Case closed on</source>
        <translation>ថ្ងៃបិទករណី</translation>
    </message>
    <message>
        <source>Reason for closing</source>
        <translation>មូលហេតុនៃការបិទ</translation>
    </message>
    <message>
        <source>Type of child</source>
        <translation>ប្រភេទកុមារ</translation>
    </message>
    <message>
        <source>Protection concerns</source>
        <translation>បញ្ហាដែលជាកង្វល់</translation>
    </message>
    <message>
        <source>Entered on</source>
        <translation>ថ្ងៃបញ្ចូល</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Name (Latin letters)</source>
        <translation>ឈ្មោះ (អក្សរឡាតាំង)</translation>
    </message>
    <message>
        <source>Relation to the child</source>
        <translation>ទំនាក់ទំនងជាមួយកុមារ</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>លេខទូរសព្ទ</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>បណ្តាញទូរសព្ទ</translation>
    </message>
    <message>
        <source>Has Telegram</source>
        <translation>មានតេឡេក្រាម</translation>
    </message>
    <message>
        <source>Safe to call</source>
        <translation>ហៅបានដោយសុវត្ថិភាព</translation>
    </message>
    <message>
        <source>When it is safe</source>
        <translation>ពេលណាមានសុវត្ថិភាព</translation>
    </message>
    <message>
        <source>Who may answer</source>
        <translation>អ្នកណាអាចលើកទូរសព្ទ</translation>
    </message>
    <message>
        <source>What not to say</source>
        <translation>អ្វីដែលមិនត្រូវនិយាយ</translation>
    </message>
    <message>
        <source>Lives with the child</source>
        <translation>រស់នៅជាមួយកុមារ</translation>
    </message>
    <message>
        <source>Cares for the child</source>
        <translation>ថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Occupation</source>
        <translation>មុខរបរ</translation>
    </message>
    <message>
        <source>Lives abroad in</source>
        <translation>រស់នៅក្រៅប្រទេស</translation>
    </message>
    <message>
        <source>Deceased</source>
        <translation>បានស្លាប់</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>What</source>
        <translation>អ្វី</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>ប្រភេទ</translation>
    </message>
    <message>
        <source>Noted on</source>
        <translation>ថ្ងៃកត់ត្រា</translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation>ថ្ងៃបញ្ចប់</translation>
    </message>
    <message>
        <source>Consent to</source>
        <translation>យល់ព្រមលើ</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>ចម្លើយ</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
    <message>
        <source>Medical care after the incident</source>
        <translation>ការព្យាបាលក្រោយឧប្បត្តិហេតុ</translation>
    </message>
    <message>
        <source>names sound alike in both scripts</source>
        <translation>ឈ្មោះមានសំឡេងស្រដៀងគ្នា ទោះសរសេរអក្សរខុសគ្នា</translation>
    </message>
    <message>
        <source>Written down on {day} by {name}</source>
        <translation>បានសរសេរនៅ {day} ដោយ {name}</translation>
    </message>
    <message>
        <source>changed last on {day} by {name}</source>
        <translation>បានកែចុងក្រោយនៅ {day} ដោយ {name}</translation>
    </message>
    <message>
        <source>Older history is on the server.</source>
        <translation>ប្រវត្តិចាស់ជាងនេះនៅក្នុងម៉ាស៊ីនមេ។</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>មិនទាន់មានអ្វីត្រូវបានកែទេ។</translation>
    </message>
    <message>
        <source>Given by</source>
        <translation>ផ្តល់ដោយ</translation>
    </message>
    <message>
        <source>How</source>
        <translation>របៀប</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>សាក្សី</translation>
    </message>
    <message>
        <source>Who receives</source>
        <translation>អ្នកទទួល</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>មានសុពលភាពដល់</translation>
    </message>
    <message>
        <source>Limits of confidentiality were explained</source>
        <translation>បានពន្យល់ពីដែនកំណត់នៃការរក្សាការសម្ងាត់</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>អត្ថបទ</translation>
    </message>
    <message>
        <source>Child was seen</source>
        <translation>បានជួបកុមារ</translation>
    </message>
    <message>
        <source>Why the child was not seen</source>
        <translation>មូលហេតុមិនបានជួបកុមារ</translation>
    </message>
    <message>
        <source>Next visit promised for</source>
        <translation>ថ្ងៃសន្យាចុះជួបបន្ទាប់</translation>
    </message>
    <message>
        <source>Heard on</source>
        <translation>ថ្ងៃឮ</translation>
    </message>
    <message>
        <source>Reported on</source>
        <translation>ថ្ងៃរាយការណ៍</translation>
    </message>
    <message>
        <source>Reported to</source>
        <translation>រាយការណ៍ទៅ</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>Care option</source>
        <translation>ជម្រើសនៃការថែទាំ</translation>
    </message>
    <message>
        <source>From</source>
        <translation>ពី</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>រហូតដល់</translation>
    </message>
    <message>
        <source>Next review on</source>
        <translation>ថ្ងៃពិនិត្យឡើងវិញបន្ទាប់</translation>
    </message>
    <message>
        <source>Who said so</source>
        <translation>អ្នកដែលបានប្រាប់</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>ហួសកំណត់</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>ជិតដល់កំណត់</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>មិនទាន់ដល់កំណត់</translation>
    </message>
    <message>
        <source>Done late</source>
        <translation>ធ្វើហួសកំណត់</translation>
    </message>
    <message>
        <source>Done in time</source>
        <translation>ធ្វើទាន់ពេល</translation>
    </message>
    <message>
        <source>First contact</source>
        <translation>ការទំនាក់ទំនងលើកដំបូង</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>ការចុះជួប</translation>
    </message>
    <message>
        <source>Report the allegation</source>
        <translation>រាយការណ៍ការចោទប្រកាន់</translation>
    </message>
    <message>
        <source>Review the placement</source>
        <translation>ពិនិត្យការទុកដាក់ឡើងវិញ</translation>
    </message>
    <message>
        <source>Khmer name is alike</source>
        <translation>ឈ្មោះខ្មែរស្រដៀងគ្នា</translation>
    </message>
    <message>
        <source>name in Latin letters is alike</source>
        <translation>ឈ្មោះឡាតាំងស្រដៀងគ្នា</translation>
    </message>
    <message>
        <source>same names in another order</source>
        <translation>ឈ្មោះដូចគ្នា តែលំដាប់ផ្សេង</translation>
    </message>
    <message>
        <source>same day of birth</source>
        <translation>ថ្ងៃកំណើតដូចគ្នា</translation>
    </message>
    <message>
        <source>about the same age</source>
        <translation>អាយុប្រហាក់ប្រហែលគ្នា</translation>
    </message>
    <message>
        <source>day and month of birth exchanged</source>
        <translation>ថ្ងៃ និងខែកំណើតបញ្ច្រាសគ្នា</translation>
    </message>
    <message>
        <source>same village</source>
        <translation>ភូមិតែមួយ</translation>
    </message>
    <message>
        <source>same district</source>
        <translation>ស្រុកតែមួយ</translation>
    </message>
    <message>
        <source>same mother</source>
        <translation>ម្តាយតែមួយ</translation>
    </message>
    <message>
        <source>same phone of the family</source>
        <translation>លេខទូរសព្ទគ្រួសារដូចគ្នា</translation>
    </message>
    <message>
        <source>same number of a document</source>
        <translation>លេខឯកសារដូចគ្នា</translation>
    </message>
    <message>
        <source>same family book or equity card</source>
        <translation>សៀវភៅគ្រួសារ ឬប័ណ្ណសមធម៌ដូចគ្នា</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>បាទ/ចាស</translation>
    </message>
    <message>
        <source>No</source>
        <translation>ទេ</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>ហួសកំណត់តាំងពី {day}</translation>
    </message>
    <message>
        <source>until the end of {day}</source>
        <translation>ត្រឹមចុងថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>រហូតដល់ថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>done on {day}</source>
        <translation>បានធ្វើថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} ថ្ងៃ</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} ម៉ោង</translation>
    </message>
    <message>
        <source>within {limit} of receiving the information ({day}), as the risk is: {level}</source>
        <translation>ក្នុងរយៈពេល {limit} គិតពីពេលទទួលព័ត៌មាន ({day}) ព្រោះកម្រិតហានិភ័យ៖ {level}</translation>
    </message>
    <message>
        <source>Age not known</source>
        <translation>មិនដឹងអាយុ</translation>
    </message>
    <message>
        <source>{age} years, born {day}</source>
        <translation>{age} ឆ្នាំ កើតថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>about {age} years (estimated)</source>
        <translation>ប្រហែល {age} ឆ្នាំ (ប៉ាន់ប្រមាណ)</translation>
    </message>
</context>
<context>
    <name>CaseloadPage</name>
    <message>
        <source>Caseworker</source>
        <translation>អ្នកកាន់ករណី</translation>
    </message>
    <message>
        <source>Open cases</source>
        <translation>ករណីកំពុងដំណើរការ</translation>
    </message>
    <message>
        <source>High risk</source>
        <translation>ហានិភ័យខ្ពស់</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>ហួសកំណត់</translation>
    </message>
    <message>
        <source>Due in 7 days</source>
        <translation>ត្រូវធ្វើក្នុង ៧ ថ្ងៃ</translation>
    </message>
    <message>
        <source>Waits for an answer</source>
        <translation>រង់ចាំចម្លើយ</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Caseload</source>
        <translation>បន្ទុកការងារ</translation>
    </message>
    <message>
        <source>Open cases of each caseworker</source>
        <translation>ករណីកំពុងដំណើរការរបស់អ្នកកាន់ករណីម្នាក់ៗ</translation>
    </message>
    <message>
        <source>First the cases of high risk, then the others: “2 + 5” are seven cases.</source>
        <translation>ដំបូងករណីហានិភ័យខ្ពស់ បន្ទាប់មកករណីផ្សេងៗ៖ «២ + ៥» គឺប្រាំពីរករណី។</translation>
    </message>
    <message>
        <source>Nobody has cases yet.</source>
        <translation>មិនទាន់មាននរណាមានករណីទេ។</translation>
    </message>
    <message>
        <source>{name} · works on no cases now</source>
        <translation>{name} · លែងធ្វើការលើករណី</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>លេខករណី</translation>
    </message>
    <message>
        <source>Sex, age</source>
        <translation>ភេទ អាយុ</translation>
    </message>
    <message>
        <source>Risk level</source>
        <translation>កម្រិតហានិភ័យ</translation>
    </message>
    <message>
        <source>First contact</source>
        <translation>ការទំនាក់ទំនងលើកដំបូង</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>ត្រូវមើល</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>សញ្ញាសម្គាល់</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>ភូមិ</translation>
    </message>
    <message>
        <source>Case opened on</source>
        <translation>ថ្ងៃបើកករណី</translation>
    </message>
    <message>
        <source>Caseworker</source>
        <translation>អ្នកកាន់ករណី</translation>
    </message>
    <message>
        <source>Type of case</source>
        <translation>ប្រភេទករណី</translation>
    </message>
    <message>
        <source>Information received on</source>
        <translation>ថ្ងៃទទួលព័ត៌មាន</translation>
    </message>
    <message>
        <source>First contact on</source>
        <translation>ថ្ងៃទំនាក់ទំនងលើកដំបូង</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Your role does not open cases. What it may see of them stands above: numbers without names, and papers.</source>
        <translation>តួនាទីរបស់អ្នកមិនបើកករណីទេ។ អ្វីដែលអ្នកអាចមើលបាននៅខាងលើ៖ ចំនួនគ្មានឈ្មោះ និងលិខិត។</translation>
    </message>
    <message>
        <source>Register a child (Ctrl+N)</source>
        <translation>ចុះបញ្ជីកុមារ (Ctrl+N)</translation>
    </message>
    <message>
        <source>List of cases</source>
        <translation>បញ្ជីករណី</translation>
    </message>
    <message>
        <source>No case is found here. Cases stand here once a child is registered; perhaps the filter hides them.</source>
        <translation>រកមិនឃើញករណីទេ។ ករណីនឹងបង្ហាញនៅទីនេះ ពេលចុះបញ្ជីកុមារ។ តម្រងអាចលាក់ករណីខ្លះ។</translation>
    </message>
    <message>
        <source>Register a child</source>
        <translation>ចុះបញ្ជីកុមារ</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>ជួរឈរ…</translation>
    </message>
    <message>
        <source>Name not known</source>
        <translation>មិនដឹងឈ្មោះ</translation>
    </message>
    <message>
        <source>The name is told in the case alone</source>
        <translation>ឈ្មោះបង្ហាញតែក្នុងករណីប៉ុណ្ណោះ</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>មានសញ្ញាសម្គាល់</translation>
    </message>
</context>
<context>
    <name>Census</name>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>name not known</source>
        <translation>មិនដឹងឈ្មោះ</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>ភេទ</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>អាយុ</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>បានរកឃើញ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>not looked for yet</source>
        <translation>មិនទាន់រក</translation>
    </message>
    <message>
        <source>Seen here</source>
        <translation>មានវត្តមាន</translation>
    </message>
    <message>
        <source>Somewhere else …</source>
        <translation>នៅកន្លែងផ្សេង …</translation>
    </message>
    <message>
        <source>Nobody can say where</source>
        <translation>គ្មានអ្នកដឹងនៅទីណា</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>ដកចម្លើយវិញ</translation>
    </message>
    <message>
        <source>A child who is not on the list …</source>
        <translation>កុមារគ្មានក្នុងបញ្ជី …</translation>
    </message>
    <message>
        <source>Children against the list</source>
        <translation>កុមារធៀបនឹងបញ្ជី</translation>
    </message>
    <message>
        <source>Nobody is on the list of that day. Note each child who is there.</source>
        <translation>គ្មាននរណាក្នុងបញ្ជីនៅថ្ងៃនោះទេ។ សូមកត់ត្រាកុមារម្នាក់ៗដែលមានវត្តមាន។</translation>
    </message>
    <message>
        <source>On the list: {n}</source>
        <translation>ក្នុងបញ្ជី៖ {n}</translation>
    </message>
    <message>
        <source>{what}: {n}</source>
        <translation>{what}៖ {n}</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>នៅទីណា</translation>
    </message>
    <message>
        <source>Who says so, and since when (no child&apos;s words)</source>
        <translation>អ្នកដែលប្រាប់ និងតាំងពីពេលណា (កុំសរសេរពាក្យកុមារ)</translation>
    </message>
    <message>
        <source>Somewhere else</source>
        <translation>នៅកន្លែងផ្សេង</translation>
    </message>
    <message>
        <source>Name, if known</source>
        <translation>ឈ្មោះ បើដឹង</translation>
    </message>
    <message>
        <source>Age in years, if known</source>
        <translation>អាយុជាឆ្នាំ បើដឹង</translation>
    </message>
    <message>
        <source>A child who is not on the list</source>
        <translation>កុមារគ្មានក្នុងបញ្ជី</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>Type to search; Space ticks the line</source>
        <translation>វាយដើម្បីស្វែងរក ចុចគ្រាប់ចុចដកឃ្លាដើម្បីគូសជួរ</translation>
    </message>
    <message>
        <source>Chosen: {n}</source>
        <translation>បានជ្រើសរើស៖ {n}</translation>
    </message>
</context>
<context>
    <name>ChildFile</name>
    <message>
        <source>Paper of the competent authority (number, date)</source>
        <translation>លិខិតអាជ្ញាធរមានសមត្ថកិច្ច (លេខ កាលបរិច្ឆេទ)</translation>
    </message>
    <message>
        <source>Birth certificate is in the file</source>
        <translation>មានសំបុត្រកំណើតក្នុងសំណុំឯកសារ</translation>
    </message>
    <message>
        <source>Plan for the child, made on</source>
        <translation>ថ្ងៃធ្វើផែនការសម្រាប់កុមារ</translation>
    </message>
    <message>
        <source>The family is known</source>
        <translation>ស្គាល់គ្រួសារ</translation>
    </message>
    <message>
        <source>Family last saw or called the child on</source>
        <translation>ថ្ងៃគ្រួសារជួប ឬហៅទូរសព្ទមកកុមារចុងក្រោយ</translation>
    </message>
    <message>
        <source>Reviewed on</source>
        <translation>ថ្ងៃពិនិត្យឡើងវិញ</translation>
    </message>
    <message>
        <source>What stands in the file at the facility (children: {n}). Empty fields stay as they are.</source>
        <translation>អ្វីដែលមានក្នុងសំណុំឯកសារនៅកន្លែងថែទាំ (កុមារ៖ {n})។ វាលទទេនៅដដែល។</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>កត់ត្រា</translation>
    </message>
</context>
<context>
    <name>ChildTab</name>
    <message>
        <source>Left open, it counts as not assessed; that is never “none”.</source>
        <translation>បើទុកទទេ រាប់ថាមិនទាន់វាយតម្លៃ មិនមែន «គ្មាន» ទេ។</translation>
    </message>
    <message>
        <source>As it was given, without the village code; none is ever made up.</source>
        <translation>តាមលេខដែលបានផ្តល់ ដោយគ្មានលេខកូដភូមិ។ លេខមិនត្រូវបង្កើតឡើងទេ។</translation>
    </message>
</context>
<context>
    <name>Choose</name>
    <message>
        <source>May be the same child</source>
        <translation>អាចជាកុមារតែម្នាក់</translation>
    </message>
    <message>
        <source>No other child here is alike. A case can still be looked for by its number.</source>
        <translation>គ្មានកុមារផ្សេងទៀតនៅទីនេះដែលស្រដៀងគ្នាទេ។ នៅតែអាចរកករណីមួយតាមលេខរបស់វា។</translation>
    </message>
    <message>
        <source>Compare them with this case before you say that they are the same.</source>
        <translation>សូមប្រៀបធៀបជាមួយករណីនេះ មុននឹងនិយាយថាជាកុមារតែម្នាក់។</translation>
    </message>
    <message>
        <source>Another case, by its number</source>
        <translation>ករណីមួយទៀត តាមលេខ</translation>
    </message>
    <message>
        <source>Compare with this number</source>
        <translation>ប្រៀបធៀបជាមួយលេខនេះ</translation>
    </message>
    <message>
        <source>Very likely</source>
        <translation>ទំនងណាស់</translation>
    </message>
    <message>
        <source>Possible</source>
        <translation>អាចទៅរួច</translation>
    </message>
    <message>
        <source>Case of another caseworker</source>
        <translation>ករណីរបស់អ្នកកាន់ករណីម្នាក់ទៀត</translation>
    </message>
    <message>
        <source>Alike: {reasons}</source>
        <translation>ដូចគ្នា៖ {reasons}</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>ប្រៀបធៀប</translation>
    </message>
</context>
<context>
    <name>ClashEditor</name>
    <message>
        <source>This is right: keep it</source>
        <translation>នេះត្រឹមត្រូវ៖ រក្សាទុក</translation>
    </message>
    <message>
        <source>Back to the two values</source>
        <translation>ត្រឡប់ទៅតម្លៃទាំងពីរ</translation>
    </message>
    <message>
        <source>Both texts stand here. Change them until they are right; both values stay in the history.</source>
        <translation>អត្ថបទទាំងពីរនៅទីនេះ។ សូមកែរហូតដល់ត្រឹមត្រូវ។ តម្លៃទាំងពីរនៅក្នុងប្រវត្តិ។</translation>
    </message>
    <message>
        <source>Write what is right. Both values stay in the history.</source>
        <translation>សូមសរសេរអ្វីដែលត្រឹមត្រូវ។ តម្លៃទាំងពីរនៅក្នុងប្រវត្តិ។</translation>
    </message>
</context>
<context>
    <name>ClashPanel</name>
    <message>
        <source>Two people wrote different values in restricted information. Both are kept. Whoever may see it decides; for everybody else it waits here without its words.</source>
        <translation>មនុស្សពីរនាក់បានសរសេរខុសគ្នាក្នុងព័ត៌មានសម្ងាត់។ ទាំងពីរត្រូវបានរក្សាទុក។ អ្នកមានសិទ្ធិមើលជាអ្នកសម្រេច។ សម្រាប់អ្នកផ្សេង វារង់ចាំនៅទីនេះដោយមិនបង្ហាញខ្លឹមសារ។</translation>
    </message>
    <message>
        <source>One person took this record away while another one changed it. It stays until somebody decides.</source>
        <translation>ម្នាក់បានដកកំណត់ត្រានេះចេញ ខណៈដែលម្នាក់ទៀតបានកែវា។ វានៅដដែលរហូតដល់មាននរណាម្នាក់សម្រេច។</translation>
    </message>
    <message>
        <source>Two people joined this record to two different ones. Both records stay until somebody decides.</source>
        <translation>មនុស្សពីរនាក់បានភ្ជាប់កំណត់ត្រានេះទៅកំណត់ត្រាពីរផ្សេងគ្នា។ ទាំងពីរនៅដដែលរហូតដល់មាននរណាម្នាក់សម្រេច។</translation>
    </message>
    <message>
        <source>This was decided or answered while another text stood on the server than the one that was shown. It is kept. Please read the record as it is now.</source>
        <translation>រឿងនេះត្រូវបានសម្រេច ឬឆ្លើយ ខណៈដែលម៉ាស៊ីនមេមានអត្ថបទផ្សេងពីអ្វីដែលបានបង្ហាញ។ វានៅរក្សាទុក។ សូមអានកំណត់ត្រាតាមសភាពឥឡូវនេះ។</translation>
    </message>
    <message>
        <source>Two people wrote different values; by now both are the same. Take either, then it is settled.</source>
        <translation>មនុស្សពីរនាក់បានសរសេរខុសគ្នា តែឥឡូវនេះទាំងពីរដូចគ្នា។ យកមួយណាក៏បាន រួចជាការស្រេច។</translation>
    </message>
    <message>
        <source>Two people wrote different values without knowing of each other. Both are kept until somebody decides.</source>
        <translation>មនុស្សពីរនាក់បានសរសេរខុសគ្នាដោយមិនដឹងពីគ្នា។ ទាំងពីរត្រូវបានរក្សាទុករហូតដល់មាននរណាម្នាក់សម្រេច។</translation>
    </message>
    <message>
        <source>Until then the safer value is shown.</source>
        <translation>រហូតដល់ពេលនោះ តម្លៃដែលមានសុវត្ថិភាពជាងត្រូវបានបង្ហាញ។</translation>
    </message>
    <message>
        <source>Only these people can decide this: {people}</source>
        <translation>មានតែអ្នកទាំងនេះទេដែលអាចសម្រេច៖ {people}</translation>
    </message>
    <message>
        <source>Only these roles can decide this: {roles}</source>
        <translation>មានតែតួនាទីទាំងនេះទេដែលអាចសម្រេច៖ {roles}</translation>
    </message>
    <message>
        <source>The record shows this now</source>
        <translation>កំណត់ត្រាបង្ហាញតម្លៃនេះនៅពេលនេះ</translation>
    </message>
    <message>
        <source>This was proposed</source>
        <translation>តម្លៃនេះត្រូវបានស្នើ</translation>
    </message>
    <message>
        <source>Keep the record</source>
        <translation>ទុកកំណត់ត្រានេះ</translation>
    </message>
    <message>
        <source>Take the record away</source>
        <translation>ដកកំណត់ត្រានេះចេញ</translation>
    </message>
    <message>
        <source>It is this one</source>
        <translation>គឺកំណត់ត្រានេះ</translation>
    </message>
    <message>
        <source>Take this value</source>
        <translation>យកតម្លៃនេះ</translation>
    </message>
    <message>
        <source>Approved by {who}</source>
        <translation>អនុម័តដោយ {who}</translation>
    </message>
    <message>
        <source>What was changed meanwhile is on the server; it has not come to this computer.</source>
        <translation>អ្វីដែលបានកែក្នុងពេលនោះនៅក្នុងម៉ាស៊ីនមេ ហើយមិនទាន់មកដល់កុំព្យូទ័រនេះទេ។</translation>
    </message>
    <message>
        <source>I have read it: it stands</source>
        <translation>ខ្ញុំបានអានហើយ៖ ទុកដដែល</translation>
    </message>
    <message>
        <source>Neither: a record of its own</source>
        <translation>មិនមែនទាំងពីរ៖ កំណត់ត្រាដាច់ដោយឡែក</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>ទុកទាំងពីរ</translation>
    </message>
    <message>
        <source>Combine or write new</source>
        <translation>បញ្ចូលគ្នា ឬសរសេរថ្មី</translation>
    </message>
    <message>
        <source>Write another value</source>
        <translation>សរសេរតម្លៃផ្សេង</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>បើកកំណត់ត្រា</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>សម្រេចពេលក្រោយ</translation>
    </message>
</context>
<context>
    <name>ClockLine</name>
    <message>
        <source>hour:minute</source>
        <translation>ម៉ោង:នាទី</translation>
    </message>
    <message>
        <source>This is no time. Type hour and minute, such as 8:30 or 14:05.</source>
        <translation>នេះមិនមែនជាម៉ោងទេ។ សូមវាយម៉ោង និងនាទី ដូចជា ៨:៣០ ឬ ១៤:០៥។</translation>
    </message>
</context>
<context>
    <name>CodesPane</name>
    <message>
        <source>Case number</source>
        <translation>លេខករណី</translation>
    </message>
    <message>
        <source>Close the cases</source>
        <translation>បិទបញ្ជីករណី</translation>
    </message>
    <message>
        <source>Cases behind the number</source>
        <translation>ករណីនៅពីក្រោយចំនួន</translation>
    </message>
    <message>
        <source>There is no case behind this number.</source>
        <translation>គ្មានករណីនៅពីក្រោយចំនួននេះទេ។</translation>
    </message>
    <message>
        <source>Counted: {n}; cases shown: {m}</source>
        <translation>បានរាប់៖ {n} ករណីដែលបង្ហាញ៖ {m}</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Columns of the list</source>
        <translation>ជួរឈរក្នុងបញ្ជី</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>បង្ហាញ</translation>
    </message>
</context>
<context>
    <name>ComparingCard</name>
    <message>
        <source>Does everything agree with the server?</source>
        <translation>តើអ្វីៗត្រូវគ្នានឹងម៉ាស៊ីនមេឬទេ?</translation>
    </message>
    <message>
        <source>Komar compares by itself and puts right what differs. Compare again if another computer shows something else. What you wrote and what waits here is never touched by it.</source>
        <translation>Komar ផ្ទៀងដោយខ្លួនឯង ហើយកែអ្វីដែលខុសគ្នា។ សូមផ្ទៀងម្តងទៀត បើកុំព្យូទ័រផ្សេងបង្ហាញខុសពីទីនេះ។ អ្វីដែលអ្នកបានសរសេរ និងអ្វីដែលរង់ចាំផ្ញើនៅទីនេះ មិនត្រូវបានប៉ះពាល់ឡើយ។</translation>
    </message>
    <message>
        <source>Compare with the server again</source>
        <translation>ផ្ទៀងជាមួយម៉ាស៊ីនមេម្តងទៀត</translation>
    </message>
    <message>
        <source>There is nothing to compare with before this computer has joined the ministry&apos;s server.</source>
        <translation>មិនទាន់មានអ្វីត្រូវផ្ទៀងទេ មុនពេលកុំព្យូទ័រនេះភ្ជាប់ទៅម៉ាស៊ីនមេរបស់ក្រសួង។</translation>
    </message>
    <message>
        <source>Comparing with the server. It may take some minutes; work can go on.</source>
        <translation>កំពុងផ្ទៀងជាមួយម៉ាស៊ីនមេ។ អាចចំណាយពេលពីរបីនាទី អ្នកអាចបន្តធ្វើការបាន។</translation>
    </message>
    <message>
        <source>The comparison did not come to its end. It goes on with the next exchange.</source>
        <translation>ការផ្ទៀងមិនបានចប់ទេ។ វានឹងបន្តនៅពេលផ្ញើ និងទទួលលើកក្រោយ។</translation>
    </message>
    <message>
        <source>Some records are being compared with the server. It goes on with the next exchange.</source>
        <translation>កំណត់ត្រាខ្លះកំពុងត្រូវផ្ទៀងជាមួយម៉ាស៊ីនមេ។ វានឹងបន្តនៅពេលផ្ញើ និងទទួលលើកក្រោយ។</translation>
    </message>
    <message>
        <source>Records that a comparison put right up to now: {n}</source>
        <translation>កំណត់ត្រាដែលការផ្ទៀងបានកែរហូតមកដល់ពេលនេះ៖ {n}</translation>
    </message>
    <message>
        <source>Records compared: {n}.</source>
        <translation>កំណត់ត្រាដែលបានផ្ទៀង៖ {n}។</translation>
    </message>
    <message>
        <source>Put right from the server: {n}.</source>
        <translation>បានកែតាមម៉ាស៊ីនមេ៖ {n}។</translation>
    </message>
    <message>
        <source>Some still differ; the comparison goes on with the next exchanges.</source>
        <translation>កំណត់ត្រាខ្លះនៅខុសគ្នា។ ការផ្ទៀងនឹងបន្តនៅពេលផ្ញើ និងទទួលលើកក្រោយៗ។</translation>
    </message>
    <message>
        <source>Everything agrees with the server now.</source>
        <translation>ឥឡូវនេះអ្វីៗទាំងអស់ត្រូវគ្នានឹងម៉ាស៊ីនមេ។</translation>
    </message>
    <message>
        <source>Everything agrees.</source>
        <translation>អ្វីៗទាំងអស់ត្រូវគ្នា។</translation>
    </message>
</context>
<context>
    <name>Complaints</name>
    <message>
        <source>Received on</source>
        <translation>ថ្ងៃទទួល</translation>
    </message>
    <message>
        <source>How</source>
        <translation>តាមរបៀប</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>អំពីអ្វី</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Answered on</source>
        <translation>ថ្ងៃឆ្លើយ</translation>
    </message>
    <message>
        <source>looked into at a visit</source>
        <translation>បានពិនិត្យនៅពេលចុះ</translation>
    </message>
    <message>
        <source>waits, until {day}</source>
        <translation>រង់ចាំ រហូតដល់ {day}</translation>
    </message>
    <message>
        <source>Who complained is never told to the facility. Harm to a child is no complaint: note it under “Abuse reports” at once, it is reported within 48 hours.</source>
        <translation>មិនត្រូវប្រាប់កន្លែងថែទាំអំពីអ្នកប្តឹងឡើយ។ ការធ្វើបាបកុមារមិនមែនជាពាក្យបណ្តឹងទេ៖ សូមកត់ត្រាភ្លាមក្នុង «ការរំលោភបំពាន» ហើយត្រូវរាយការណ៍ក្នុងរយៈពេល ៤៨ ម៉ោង។</translation>
    </message>
    <message>
        <source>A complaint came …</source>
        <translation>មានពាក្យបណ្តឹង …</translation>
    </message>
    <message>
        <source>Plan a visit …</source>
        <translation>គ្រោងការចុះ …</translation>
    </message>
    <message>
        <source>What came of it …</source>
        <translation>លទ្ធផល …</translation>
    </message>
    <message>
        <source>Complaints about this facility</source>
        <translation>ពាក្យបណ្តឹងអំពីកន្លែងថែទាំនេះ</translation>
    </message>
    <message>
        <source>Nobody has complained about this facility.</source>
        <translation>គ្មាននរណាប្តឹងអំពីកន្លែងថែទាំនេះទេ។</translation>
    </message>
    <message>
        <source>Of the call of {moment}</source>
        <translation>ពីការទំនាក់ទំនងនៅ {moment}</translation>
    </message>
    <message>
        <source>wants an answer</source>
        <translation>ចង់បានចម្លើយ</translation>
    </message>
    <message>
        <source>From: {who}</source>
        <translation>ពី៖ {who}</translation>
    </message>
    <message>
        <source>About what (nobody&apos;s name)</source>
        <translation>អំពីអ្វី (កុំសរសេរឈ្មោះនរណា)</translation>
    </message>
    <message>
        <source>A complaint about this facility</source>
        <translation>ពាក្យបណ្តឹងអំពីកន្លែងថែទាំនេះ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Who complained (seen only by who may see reporters; may stay empty)</source>
        <translation>អ្នកប្តឹង (មើលឃើញតែអ្នកដែលមានសិទ្ធិមើលអ្នករាយការណ៍; អាចទុកទទេ)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>ទូរសព្ទ</translation>
    </message>
    <message>
        <source>Relation to the facility or a child</source>
        <translation>ទំនាក់ទំនងជាមួយកន្លែងថែទាំ ឬកុមារ</translation>
    </message>
    <message>
        <source>Wants an answer</source>
        <translation>ចង់បានចម្លើយ</translation>
    </message>
    <message>
        <source>Note, such as when it is safe to call</source>
        <translation>កំណត់សម្គាល់ ដូចជាពេលណាមានសុវត្ថិភាពក្នុងការហៅទូរសព្ទ</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>In words (nobody&apos;s name)</source>
        <translation>ពន្យល់ជាពាក្យ (កុំសរសេរឈ្មោះនរណា)</translation>
    </message>
</context>
<context>
    <name>ConflictsPart</name>
    <message>
        <source>Who wrote</source>
        <translation>អ្នកសរសេរ</translation>
    </message>
    <message>
        <source>When</source>
        <translation>ពេលណា</translation>
    </message>
    <message>
        <source>{what} (later)</source>
        <translation>{what} (ពេលក្រោយ)</translation>
    </message>
    <message>
        <source>Two values: decide</source>
        <translation>ទិន្នន័យមិនស៊ីគ្នា</translation>
    </message>
    <message>
        <source>No two people wrote different values. When they do, both stand here, side by side.</source>
        <translation>គ្មានទិន្នន័យមិនស៊ីគ្នាទេ។ ពេលមនុស្សពីរនាក់សរសេរខុសគ្នា ទាំងពីរនឹងបង្ហាញទន្ទឹមគ្នានៅទីនេះ។</translation>
    </message>
    <message>
        <source>The clash that was chosen</source>
        <translation>ទិន្នន័យមិនស៊ីគ្នាដែលបានជ្រើស</translation>
    </message>
    <message>
        <source>It stays open and stands at the end of the list.</source>
        <translation>វានៅមិនទាន់សម្រេច ហើយនៅចុងបញ្ជី។</translation>
    </message>
    <message>
        <source>What</source>
        <translation>អ្វី</translation>
    </message>
    <message>
        <source>About</source>
        <translation>អំពី</translation>
    </message>
    <message>
        <source>Decided. The other value stays in the history.</source>
        <translation>បានសម្រេច។ តម្លៃមួយទៀតនៅក្នុងប្រវត្តិ។</translation>
    </message>
</context>
<context>
    <name>ConsentLine</name>
    <message>
        <source>Consent to share with this receiver is on file and covers what is ticked.</source>
        <translation>មានការយល់ព្រមឱ្យផ្តល់ព័ត៌មានទៅអ្នកទទួលនេះ ហើយគ្របដណ្តប់អ្វីដែលបានគូស។</translation>
    </message>
    <message>
        <source>Police and courts are told by law; no consent is needed.</source>
        <translation>នគរបាល និងតុលាការទទួលព័ត៌មានតាមច្បាប់ មិនត្រូវការការយល់ព្រមទេ។</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>day/month/year</source>
        <translation>ថ្ងៃ/ខែ/ឆ្នាំ</translation>
    </message>
    <message>
        <source>Choose the day in a calendar</source>
        <translation>ជ្រើសថ្ងៃក្នុងប្រតិទិន</translation>
    </message>
    <message>
        <source>This is no date. Type day/month/year, or only the day.</source>
        <translation>នេះមិនមែនជាថ្ងៃខែឆ្នាំទេ។ សូមវាយ ថ្ងៃ/ខែ/ឆ្នាំ ឬតែថ្ងៃ។</translation>
    </message>
    <message>
        <source>This day has not come yet.</source>
        <translation>ថ្ងៃនេះមិនទាន់មកដល់ទេ។</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Copy the text</source>
        <translation>ចម្លងអត្ថបទ</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>បិទផ្ទាំងនេះ</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>មូលហេតុ</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>តាមពាក្យរបស់អ្នក</translation>
    </message>
</context>
<context>
    <name>Differences</name>
    <message>
        <source>Explain …</source>
        <translation>បញ្ជាក់ …</translation>
    </message>
    <message>
        <source>Not found: {names}</source>
        <translation>រកមិនឃើញ៖ {names}</translation>
    </message>
    <message>
        <source>Left: {names}</source>
        <translation>បានចាកចេញ៖ {names}</translation>
    </message>
    <message>
        <source>Not on the list: {names}</source>
        <translation>គ្មានក្នុងបញ្ជី៖ {names}</translation>
    </message>
    <message>
        <source>name not known</source>
        <translation>មិនដឹងឈ្មោះ</translation>
    </message>
    <message>
        <source>Which child</source>
        <translation>កុមារណា</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>ត្រូវធ្វើអ្វី</translation>
    </message>
    <message>
        <source>What became of the child</source>
        <translation>អ្វីដែលកើតឡើងចំពោះកុមារ</translation>
    </message>
    <message>
        <source>It is known what became of the child</source>
        <translation>ដឹងហើយអ្វីដែលកើតឡើងចំពោះកុមារ</translation>
    </message>
    <message>
        <source>Put the child on the list</source>
        <translation>បញ្ចូលកុមារក្នុងបញ្ជី</translation>
    </message>
    <message>
        <source>Explain a difference</source>
        <translation>បញ្ជាក់ភាពខុសគ្នា</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>Digits</name>
    <message>
        <source>Only digits can be typed here.</source>
        <translation>នៅទីនេះអាចវាយបានតែលេខប៉ុណ្ណោះ។</translation>
    </message>
</context>
<context>
    <name>Districts</name>
    <message>
        <source>Code</source>
        <translation>កូដ</translation>
    </message>
    <message>
        <source>District</source>
        <translation>ស្រុក/ខណ្ឌ/ក្រុង</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>កន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Residents</source>
        <translation>អ្នករស់នៅ</translation>
    </message>
    <message>
        <source>Without a visit for too long</source>
        <translation>យូរមិនបានចុះ</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>ធ្ងន់ធ្ងរ</translation>
    </message>
    <message>
        <source>Overdue findings</source>
        <translation>ចំណុចត្រូវកែលម្អហួសកំណត់</translation>
    </message>
    <message>
        <source>No place known</source>
        <translation>មិនស្គាល់ទីកន្លែង</translation>
    </message>
    <message>
        <source>{n} facilities · {m} residents</source>
        <translation>{n} កន្លែង · {m} នាក់</translation>
    </message>
    <message>
        <source>critical: {n}</source>
        <translation>ធ្ងន់ធ្ងរ៖ {n}</translation>
    </message>
    <message>
        <source>without a visit for too long: {n}</source>
        <translation>យូរមិនបានចុះ៖ {n}</translation>
    </message>
    <message>
        <source>Each tile is a district, near to where it lies. It says the worst that there is: a critical result, a facility without a visit for too long, or findings past their day. Arrow keys go from tile to tile, Enter shows its facilities.</source>
        <translation>ប្រអប់នីមួយៗគឺស្រុកមួយ ដាក់ជិតទីតាំងពិតរបស់វា។ វាប្រាប់រឿងធ្ងន់ជាងគេ៖ លទ្ធផលធ្ងន់ធ្ងរ កន្លែងដែលយូរមិនបានចុះ ឬចំណុចត្រូវកែលម្អហួសកំណត់។ គ្រាប់ចុចព្រួញទៅប្រអប់បន្ទាប់ Enter បង្ហាញកន្លែងថែទាំរបស់វា។</translation>
    </message>
    <message>
        <source>overdue findings: {n}</source>
        <translation>ចំណុចហួសកំណត់៖ {n}</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>គ្មានបញ្ហា</translation>
    </message>
    <message>
        <source>no facility</source>
        <translation>គ្មានកន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Show the map (T)</source>
        <translation>បង្ហាញជាផែនទី (T)</translation>
    </message>
    <message>
        <source>Show as a table (T)</source>
        <translation>បង្ហាញជាតារាង (T)</translation>
    </message>
    <message>
        <source>Each line is a district; its facilities stand below.</source>
        <translation>ជួរនីមួយៗគឺស្រុកមួយ ហើយកន្លែងថែទាំរបស់វានៅខាងក្រោម។</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>ខេត្ត</translation>
    </message>
    <message>
        <source>Facilities by district</source>
        <translation>កន្លែងថែទាំតាមស្រុក</translation>
    </message>
    <message>
        <source>There is no facility yet. Register one first.</source>
        <translation>មិនទាន់មានកន្លែងថែទាំកុមារទេ។ សូមចុះបញ្ជីមួយជាមុនសិន។</translation>
    </message>
</context>
<context>
    <name>DocumentActs</name>
    <message>
        <source>Add documents</source>
        <translation>បន្ថែមឯកសារ</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>បន្ថែម</translation>
    </message>
    <message>
        <source>What it is used as</source>
        <translation>ប្រើជាអ្វី</translation>
    </message>
    <message>
        <source>They are the pages of one document</source>
        <translation>ទាំងនេះជាទំព័រនៃឯកសារតែមួយ</translation>
    </message>
    <message>
        <source>A child can be seen on it</source>
        <translation>មានរូបកុមារនៅលើឯកសារ</translation>
    </message>
    <message>
        <source>Needs a consent for photographs that is in force; it never shows in lists.</source>
        <translation>ត្រូវមានការយល់ព្រមលើការថតរូបដែលនៅមានសុពលភាព ហើយរូបនេះមិនបង្ហាញក្នុងបញ្ជីណាមួយឡើយ។</translation>
    </message>
    <message>
        <source>Only for who may see</source>
        <translation>សម្រាប់តែអ្នកមានសិទ្ធិមើល</translation>
    </message>
    <message>
        <source>Kind of document</source>
        <translation>ប្រភេទឯកសារ</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>ចំណងជើង</translation>
    </message>
    <message>
        <source>Date on the document</source>
        <translation>កាលបរិច្ឆេទលើឯកសារ</translation>
    </message>
    <message>
        <source>Without a consent for photographs it stays here, and no copy of it leaves.</source>
        <translation>បើគ្មានការយល់ព្រមឱ្យថតរូប វានៅតែក្នុងនេះ ហើយគ្មានច្បាប់ចម្លងណាចេញឡើយ។</translation>
    </message>
    <message>
        <source>What the document is</source>
        <translation>ប្រភេទឯកសារ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Take this document out? Undo (Ctrl+Z) brings it back.</source>
        <translation>ដកឯកសារនេះចេញឬ? «មិនធ្វើវិញ» (Ctrl+Z) នឹងយកវាមកវិញ។</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>ដកចេញ</translation>
    </message>
    <message>
        <source>The copy lies outside Komar, and anybody who uses the computer can open it. Save a copy?</source>
        <translation>ច្បាប់ចម្លងនេះស្ថិតនៅក្រៅ Komar ហើយអ្នកណាក៏ដោយដែលប្រើកុំព្យូទ័រនេះអាចបើកមើលវាបាន។ តើត្រូវរក្សាទុកច្បាប់ចម្លងឬ?</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>រក្សាទុកច្បាប់ចម្លង</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>បានរក្សាទុក៖ {file}</translation>
    </message>
</context>
<context>
    <name>DocumentsTab</name>
    <message>
        <source>Add documents…</source>
        <translation>បន្ថែមឯកសារ…</translation>
    </message>
    <message>
        <source>Add pages to it…</source>
        <translation>បន្ថែមទំព័រទៅឯកសារនេះ…</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>បិទភ្ជាប់រូបភាព</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>បង្វិលទៅឆ្វេង</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>បង្វិលទៅស្តាំ</translation>
    </message>
    <message>
        <source>What it is…</source>
        <translation>ប្រភេទឯកសារ…</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>រក្សាទុកច្បាប់ចម្លង…</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>មើល</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>ដកចេញ</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>ឯកសារ</translation>
    </message>
    <message>
        <source>Pictures from a camera or scanner can be dropped here.</source>
        <translation>អាចអូសទម្លាក់រូបភាពពីម៉ាស៊ីនថត ឬម៉ាស៊ីនស្កេននៅទីនេះ។</translation>
    </message>
    <message>
        <source>There are no documents yet: letters, certificates, signed papers.</source>
        <translation>មិនទាន់មានឯកសារទេ៖ លិខិត សំបុត្រ ក្រដាសដែលបានចុះហត្ថលេខា។</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>ទំព័រ {number}</translation>
    </message>
    <message>
        <source>{title} ({number} pages)</source>
        <translation>{title} ({number} ទំព័រ)</translation>
    </message>
    <message>
        <source>The file has not come to this computer yet.</source>
        <translation>ឯកសារនេះមិនទាន់មកដល់កុំព្យូទ័រនេះទេ។</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>បន្ថែមឯកសារ</translation>
    </message>
    <message>
        <source>Add pages</source>
        <translation>បន្ថែមទំព័រ</translation>
    </message>
    <message>
        <source>There is no picture to paste.</source>
        <translation>គ្មានរូបភាពសម្រាប់បិទភ្ជាប់ទេ។</translation>
    </message>
</context>
<context>
    <name>EmergencyPage</name>
    <message>
        <source>Emergency numbers</source>
        <translation>លេខសង្គ្រោះបន្ទាន់</translation>
    </message>
    <message>
        <source>Whom to call at once. The card to carry shows the numbers alone: nobody sees from it what they are for.</source>
        <translation>អ្នកដែលត្រូវហៅភ្លាមៗ។ ប័ណ្ណសម្រាប់កាន់តាមខ្លួនមានតែលេខប៉ុណ្ណោះ៖ គ្មានអ្នកណាដឹងថាសម្រាប់ធ្វើអ្វីទេ។</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>ថយក្រោយ</translation>
    </message>
    <message>
        <source>Add a number (Ctrl+N)</source>
        <translation>បន្ថែមលេខ (Ctrl+N)</translation>
    </message>
    <message>
        <source>Cards to carry (Ctrl+P)</source>
        <translation>ប័ណ្ណសម្រាប់កាន់តាមខ្លួន (Ctrl+P)</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>ចាប់ពីថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>រហូតដល់ថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>does not hold today</source>
        <translation>មិនប្រើនៅថ្ងៃនេះ</translation>
    </message>
    <message>
        <source>from a published source</source>
        <translation>តាមប្រភពដែលបានផ្សាយ</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>កែ</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>លេខ</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>ម៉ោង</translation>
    </message>
    <message>
        <source>Whose (Khmer)</source>
        <translation>របស់អ្នកណា (ខ្មែរ)</translation>
    </message>
    <message>
        <source>Whose (English)</source>
        <translation>របស់អ្នកណា (អង់គ្លេស)</translation>
    </message>
    <message>
        <source>Holds from</source>
        <translation>ប្រើចាប់ពីថ្ងៃ</translation>
    </message>
    <message>
        <source>Holds until</source>
        <translation>ប្រើរហូតដល់ថ្ងៃ</translation>
    </message>
    <message>
        <source>An emergency number</source>
        <translation>លេខសង្គ្រោះបន្ទាន់</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Cards to carry</source>
        <translation>ប័ណ្ណសម្រាប់កាន់តាមខ្លួន</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>រក្សាទុកជា PDF</translation>
    </message>
</context>
<context>
    <name>Faces</name>
    <message>
        <source>Caseload</source>
        <translation>បន្ទុកការងារ</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>ទិដ្ឋភាពរួម</translation>
    </message>
    <message>
        <source>All facilities at a glance</source>
        <translation>កន្លែងថែទាំទាំងអស់ក្នុងមួយភ្លែត</translation>
    </message>
    <message>
        <source>Family and community care</source>
        <translation>ការថែទាំតាមគ្រួសារ និងសហគមន៍</translation>
    </message>
    <message>
        <source>Who can take a child tonight?</source>
        <translation>អ្នកណាអាចទទួលកុមារយប់នេះ?</translation>
    </message>
    <message>
        <source>Findings of all facilities</source>
        <translation>ចំណុចត្រូវកែលម្អគ្រប់កន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Ages and files of children</source>
        <translation>អាយុ និងសំណុំឯកសារកុមារ</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>ការអនុម័ត</translation>
    </message>
    <message>
        <source>Referrals and hand-overs</source>
        <translation>ការបញ្ជូន និងការប្រគល់</translation>
    </message>
    <message>
        <source>Contact log</source>
        <translation>បញ្ជីទំនាក់ទំនង</translation>
    </message>
    <message>
        <source>Acts without consent</source>
        <translation>ការធ្វើដោយគ្មានការយល់ព្រម</translation>
    </message>
    <message>
        <source>Papers and letters</source>
        <translation>ឯកសារបោះពុម្ព និងលិខិត</translation>
    </message>
    <message>
        <source>Supervision</source>
        <translation>ការគ្រប់គ្រងករណី</translation>
    </message>
    <message>
        <source>Type a stack</source>
        <translation>បញ្ចូលគំនរឯកសារ</translation>
    </message>
    <message>
        <source>{title} ({n})</source>
        <translation>{title} ({n})</translation>
    </message>
</context>
<context>
    <name>FacilitiesBehind</name>
    <message>
        <source>Code</source>
        <translation>កូដ</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Residents</source>
        <translation>អ្នករស់នៅ</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>អធិការកិច្ចចុងក្រោយ</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>Overdue findings</source>
        <translation>ចំណុចហួសកំណត់</translation>
    </message>
    <message>
        <source>never</source>
        <translation>មិនធ្លាប់</translation>
    </message>
    <message>
        <source>Facilities behind the number</source>
        <translation>កន្លែងថែទាំនៅពីក្រោយលេខ</translation>
    </message>
    <message>
        <source>Choose a district or a number: its facilities stand here.</source>
        <translation>ជ្រើសរើសស្រុក ឬលេខមួយ៖ កន្លែងថែទាំរបស់វានឹងបង្ហាញនៅទីនេះ។</translation>
    </message>
</context>
<context>
    <name>FacilitiesPage</name>
    <message>
        <source>Code</source>
        <translation>លេខកូដ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>ប្រភេទ</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>ម្ចាស់</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Children</source>
        <translation>កុមារ</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>ការចុះចុងក្រោយ</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>Open findings</source>
        <translation>ចំណុចមិនទាន់កែលម្អ</translation>
    </message>
    <message>
        <source>never</source>
        <translation>មិនទាន់ដែល</translation>
    </message>
    <message>
        <source>{n}, overdue {late}</source>
        <translation>{n} ហួសកំណត់ {late}</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Register a facility (Ctrl+N)</source>
        <translation>ចុះបញ្ជីកន្លែងថែទាំកុមារ (Ctrl+N)</translation>
    </message>
    <message>
        <source>From an Excel list …</source>
        <translation>ពីបញ្ជី Excel …</translation>
    </message>
    <message>
        <source>Search by code, name or village, in Khmer or Latin letters</source>
        <translation>ស្វែងរកតាមលេខកូដ ឈ្មោះ ឬភូមិ ជាអក្សរខ្មែរ ឬឡាតាំង</translation>
    </message>
    <message>
        <source>Search facilities</source>
        <translation>ស្វែងរកកន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>More than a year ago</source>
        <translation>លើសពីមួយឆ្នាំមុន</translation>
    </message>
    <message>
        <source>More than two years ago</source>
        <translation>លើសពីពីរឆ្នាំមុន</translation>
    </message>
    <message>
        <source>A paper has run out</source>
        <translation>លិខិតផុតសុពលភាព</translation>
    </message>
    <message>
        <source>A paper runs out or has run out</source>
        <translation>លិខិតជិតផុត ឬផុតសុពលភាព</translation>
    </message>
    <message>
        <source>Result of the last inspection</source>
        <translation>លទ្ធផលអធិការកិច្ចចុងក្រោយ</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>សេវា</translation>
    </message>
    <message>
        <source>Money from</source>
        <translation>ប្រភពថវិកា</translation>
    </message>
    <message>
        <source>Agreement and recognition letter</source>
        <translation>កិច្ចព្រមព្រៀង និងលិខិតទទួលស្គាល់</translation>
    </message>
    <message>
        <source>With open findings</source>
        <translation>ដែលមានចំណុចមិនទាន់កែលម្អ</translation>
    </message>
    <message>
        <source>Staff without a background check</source>
        <translation>ខ្វះការពិនិត្យប្រវត្តិបុគ្គលិក</translation>
    </message>
    <message>
        <source>Closed ones too</source>
        <translation>រួមទាំងកន្លែងដែលបានបិទ</translation>
    </message>
    <message>
        <source>List of facilities</source>
        <translation>បញ្ជីកន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>No facility is found here. Facilities stand here once they are registered; perhaps the filter hides them.</source>
        <translation>រកមិនឃើញកន្លែងថែទាំកុមារទេ។ កន្លែងថែទាំនឹងបង្ហាញនៅទីនេះក្រោយពេលចុះបញ្ជី ឬប្រហែលតម្រងបានលាក់វា។</translation>
    </message>
    <message>
        <source>Register a facility</source>
        <translation>ចុះបញ្ជីកន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>with open findings</source>
        <translation>មានចំណុចមិនទាន់កែលម្អ</translation>
    </message>
    <message>
        <source>staff without a background check</source>
        <translation>ខ្វះការពិនិត្យប្រវត្តិបុគ្គលិក</translation>
    </message>
    <message>
        <source>All facilities</source>
        <translation>កន្លែងថែទាំកុមារទាំងអស់</translation>
    </message>
    <message>
        <source>{what}: {n}</source>
        <translation>{what}៖ {n}</translation>
    </message>
</context>
<context>
    <name>FacilityForm</name>
    <message>
        <source>Save (Ctrl+Enter)</source>
        <translation>រក្សាទុក (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>History of the field</source>
        <translation>ប្រវត្តិនៃចំណុច</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>ទីតាំង</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>លិខិតស្នាម</translation>
    </message>
    <message>
        <source>Owner and director</source>
        <translation>ម្ចាស់ និងនាយក</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>សកម្មភាព</translation>
    </message>
    <message>
        <source>Code, like BMC-001</source>
        <translation>លេខកូដ (អក្សរខេត្ត និងលេខបីខ្ទង់)</translation>
    </message>
    <message>
        <source>Name in Khmer</source>
        <translation>ឈ្មោះជាភាសាខ្មែរ</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>ឈ្មោះជាភាសាអង់គ្លេស</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>ប្រភេទ</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>ម្ចាស់</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>ភូមិ</translation>
    </message>
    <message>
        <source>How to find it</source>
        <translation>របៀបរកទីតាំង</translation>
    </message>
    <message>
        <source>Organisation or authority that owns it</source>
        <translation>អង្គការ ឬអាជ្ញាធរជាម្ចាស់</translation>
    </message>
    <message>
        <source>Owner since</source>
        <translation>ជាម្ចាស់តាំងពី</translation>
    </message>
    <message>
        <source>Telephone of the owner</source>
        <translation>លេខទូរស័ព្ទអង្គភាពម្ចាស់</translation>
    </message>
    <message>
        <source>Director</source>
        <translation>នាយក</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>លេខទូរសព្ទ</translation>
    </message>
    <message>
        <source>Director since</source>
        <translation>ធ្វើជានាយកតាំងពី</translation>
    </message>
    <message>
        <source>Telephone of the director</source>
        <translation>លេខទូរស័ព្ទនាយក</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>សេវា</translation>
    </message>
    <message>
        <source>Where its money comes from</source>
        <translation>ប្រភពថវិកា</translation>
    </message>
    <message>
        <source>Places for children</source>
        <translation>ចំនួនកន្លែងសម្រាប់កុមារ</translation>
    </message>
    <message>
        <source>Opened on</source>
        <translation>ថ្ងៃបើកដំណើរការ</translation>
    </message>
    <message>
        <source>Notified to the ministry on</source>
        <translation>ថ្ងៃជូនដំណឹងដល់ក្រសួង</translation>
    </message>
    <message>
        <source>Applied for authorisation on</source>
        <translation>ថ្ងៃដាក់ពាក្យសុំការអនុញ្ញាត</translation>
    </message>
    <message>
        <source>Application, number</source>
        <translation>លេខពាក្យសុំ</translation>
    </message>
    <message>
        <source>Decision on the authorisation</source>
        <translation>សេចក្តីសម្រេចលើការអនុញ្ញាត</translation>
    </message>
    <message>
        <source>Decided on</source>
        <translation>ថ្ងៃសម្រេច</translation>
    </message>
    <message>
        <source>Decision, number</source>
        <translation>លេខសេចក្តីសម្រេច</translation>
    </message>
    <message>
        <source>Agreement (MoU), number</source>
        <translation>លេខកិច្ចព្រមព្រៀង</translation>
    </message>
    <message>
        <source>Agreement from</source>
        <translation>កិច្ចព្រមព្រៀងចាប់ពី</translation>
    </message>
    <message>
        <source>Agreement until</source>
        <translation>កិច្ចព្រមព្រៀងដល់</translation>
    </message>
    <message>
        <source>Recognition letter, number</source>
        <translation>លេខលិខិតទទួលស្គាល់</translation>
    </message>
    <message>
        <source>Recognised from</source>
        <translation>ទទួលស្គាល់ចាប់ពី</translation>
    </message>
    <message>
        <source>Recognised until</source>
        <translation>ទទួលស្គាល់ដល់</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>Left empty: the next free code of the province</source>
        <translation>បើទុកទទេ៖ លេខកូដបន្ទាប់របស់ខេត្ត</translation>
    </message>
    <message>
        <source>History of this field</source>
        <translation>ប្រវត្តិនៃចំណុចនេះ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>FacilityHead</name>
    <message>
        <source>New facility</source>
        <translation>កន្លែងថែទាំកុមារថ្មី</translation>
    </message>
    <message>
        <source>never</source>
        <translation>មិនទាន់ដែល</translation>
    </message>
    <message>
        <source>Children: {n}</source>
        <translation>កុមារ៖ {n}</translation>
    </message>
    <message>
        <source>Last visit: {day}</source>
        <translation>ការចុះចុងក្រោយ៖ {day}</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>កិច្ចព្រមព្រៀង</translation>
    </message>
    <message>
        <source>Recognition letter</source>
        <translation>លិខិតទទួលស្គាល់</translation>
    </message>
    <message>
        <source>{paper}: none</source>
        <translation>{paper}៖ គ្មាន</translation>
    </message>
    <message>
        <source>{paper} {number}: ran out on {day}</source>
        <translation>{paper} {number}៖ ផុតសុពលភាពនៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>{paper} {number}: until {day}</source>
        <translation>{paper} {number}៖ ដល់ថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>{paper} {number}</source>
        <translation>{paper} {number}</translation>
    </message>
    <message>
        <source>Authorisation: {decision}</source>
        <translation>ការអនុញ្ញាត៖ {decision}</translation>
    </message>
    <message>
        <source>Applied for authorisation on {day}</source>
        <translation>បានដាក់ពាក្យសុំការអនុញ្ញាតថ្ងៃទី {day}</translation>
    </message>
</context>
<context>
    <name>FacilityImportPage</name>
    <message>
        <source>Row</source>
        <translation>ជួរ</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>លេខកូដ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>What would be saved, or what is wrong</source>
        <translation>អ្វីនឹងត្រូវរក្សាទុក ឬអ្វីខុស</translation>
    </message>
    <message>
        <source>Facilities from an Excel list</source>
        <translation>បញ្ចូលកន្លែងថែទាំពីបញ្ជី Excel</translation>
    </message>
    <message>
        <source>Nothing is saved before you have looked at it. An empty cell changes nothing. What you save is one act: Ctrl+Z takes all of it back.</source>
        <translation>គ្មានអ្វីត្រូវបានរក្សាទុក មុនពេលអ្នកពិនិត្យទេ។ ក្រឡាទទេមិនកែអ្វីឡើយ។ អ្វីដែលអ្នករក្សាទុកជាសកម្មភាពតែមួយ៖ Ctrl+Z យកមកវិញទាំងអស់។</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Choose a file …</source>
        <translation>ជ្រើសរើសឯកសារ …</translation>
    </message>
    <message>
        <source>Empty list to fill in …</source>
        <translation>បញ្ជីទទេសម្រាប់បំពេញ …</translation>
    </message>
    <message>
        <source>What the columns mean …</source>
        <translation>ន័យនៃជួរឈរ …</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>សន្លឹក</translation>
    </message>
    <message>
        <source>Type, where a row says none</source>
        <translation>ប្រភេទ បើជួរមិនបានប្រាប់</translation>
    </message>
    <message>
        <source>Owner, where a row says none</source>
        <translation>ម្ចាស់ បើជួរមិនបានប្រាប់</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>បង្ហាញ</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>ជួរទាំងអស់</translation>
    </message>
    <message>
        <source>Which facility is it …</source>
        <translation>តើជាកន្លែងថែទាំណា …</translation>
    </message>
    <message>
        <source>Save the selected rows</source>
        <translation>រក្សាទុកជួរដែលបានជ្រើស</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>ជួរក្នុងបញ្ជី</translation>
    </message>
    <message>
        <source>Choose an Excel workbook with one facility in each row, or begin with an empty list.</source>
        <translation>ជ្រើសរើសឯកសារ Excel ដែលមានកន្លែងថែទាំមួយក្នុងមួយជួរ ឬចាប់ផ្តើមពីបញ្ជីទទេ។</translation>
    </message>
    <message>
        <source>Save all new and changed rows: {n}</source>
        <translation>រក្សាទុកជួរថ្មី និងជួរដែលមានការកែទាំងអស់៖ {n}</translation>
    </message>
    <message>
        <source>(not taken in)</source>
        <translation>(មិនបញ្ចូល)</translation>
    </message>
    <message>
        <source>What the columns mean</source>
        <translation>ន័យនៃជួរឈរ</translation>
    </message>
    <message>
        <source>Look at it so</source>
        <translation>ពិនិត្យតាមនេះ</translation>
    </message>
    <message>
        <source>Two columns mean the same. Choose one of them.</source>
        <translation>ជួរឈរពីរមានន័យដូចគ្នា។ សូមជ្រើសរើសតែមួយ។</translation>
    </message>
    <message>
        <source>Another one that is not in the register yet</source>
        <translation>កន្លែងផ្សេង ដែលមិនទាន់មានក្នុងបញ្ជី</translation>
    </message>
    <message>
        <source>Row {n} is</source>
        <translation>ជួរ {n} គឺ</translation>
    </message>
    <message>
        <source>It is this one</source>
        <translation>គឺកន្លែងនេះ</translation>
    </message>
    <message>
        <source>Saved on this computer: {n}. Ctrl+Z takes all of it back.</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ៖ {n}។ Ctrl+Z យកមកវិញទាំងអស់។</translation>
    </message>
    <message>
        <source>Written to {file}.</source>
        <translation>បានសរសេរទៅ {file}។</translation>
    </message>
</context>
<context>
    <name>FacilityLetters</name>
    <message>
        <source>Recommendation to the ministry …</source>
        <translation>លិខិតផ្តល់យោបល់ជូនក្រសួង …</translation>
    </message>
    <message>
        <source>Look at the letter</source>
        <translation>មើលលិខិត</translation>
    </message>
    <message>
        <source>Letters to this facility stand here once they are made, with whom they are and when they came back.</source>
        <translation>លិខិតទៅកន្លែងថែទាំនេះបង្ហាញទីនេះក្រោយពេលធ្វើ ជាមួយអ្នកកាន់លិខិត និងថ្ងៃត្រឡប់មកវិញ។</translation>
    </message>
    <message>
        <source>Recommendation</source>
        <translation>យោបល់</translation>
    </message>
    <message>
        <source>Day of the letter</source>
        <translation>ថ្ងៃនៃលិខិត</translation>
    </message>
    <message>
        <source>Number of the letter</source>
        <translation>លេខលិខិត</translation>
    </message>
    <message>
        <source>Reason, or conditions (no child&apos;s name, no allegation)</source>
        <translation>មូលហេតុ ឬលក្ខខណ្ឌ (គ្មានឈ្មោះកុមារ គ្មានការចោទប្រកាន់)</translation>
    </message>
    <message>
        <source>Recommendation on the certificate of recognition</source>
        <translation>យោបល់លើវិញ្ញាបនបត្រទទួលស្គាល់</translation>
    </message>
    <message>
        <source>Recommend it all the same</source>
        <translation>ស្នើសុំទោះយ៉ាងណា</translation>
    </message>
</context>
<context>
    <name>FacilityOverviewPage</name>
    <message>
        <source>All facilities at a glance</source>
        <translation>កន្លែងថែទាំទាំងអស់ក្នុងមួយភ្លែត</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>By district</source>
        <translation>តាមស្រុក</translation>
    </message>
    <message>
        <source>Result and last visit</source>
        <translation>លទ្ធផល និងអធិការកិច្ចចុងក្រោយ</translation>
    </message>
    <message>
        <source>Standards over the years</source>
        <translation>បទដ្ឋានតាមឆ្នាំ</translation>
    </message>
    <message>
        <source>Map, results, standards</source>
        <translation>ផែនទី លទ្ធផល បទដ្ឋាន</translation>
    </message>
    <message>
        <source>Facilities: {n}</source>
        <translation>កន្លែងថែទាំ៖ {n}</translation>
    </message>
    <message>
        <source>Without a visit for too long: {n}</source>
        <translation>យូរមិនបានចុះ៖ {n}</translation>
    </message>
    <message>
        <source>Critical: {n}</source>
        <translation>ធ្ងន់ធ្ងរ៖ {n}</translation>
    </message>
    <message>
        <source>Overdue findings: {n}</source>
        <translation>ចំណុចត្រូវកែលម្អហួសកំណត់៖ {n}</translation>
    </message>
</context>
<context>
    <name>FacilityPage</name>
    <message>
        <source>New inspection</source>
        <translation>អធិការកិច្ចថ្មី</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>បញ្ជីត្រួតពិនិត្យ</translation>
    </message>
    <message>
        <source>Parts of the page</source>
        <translation>ផ្នែកនៃទំព័រ</translation>
    </message>
    <message>
        <source>Inspections of this facility</source>
        <translation>អធិការកិច្ចនៃកន្លែងថែទាំនេះ</translation>
    </message>
    <message>
        <source>There was no inspection yet.</source>
        <translation>មិនទាន់មានអធិការកិច្ចទេ។</translation>
    </message>
    <message>
        <source>Living here</source>
        <translation>កុមារស្នាក់នៅ</translation>
    </message>
    <message>
        <source>Inspections: {n}</source>
        <translation>អធិការកិច្ច៖ {n}</translation>
    </message>
    <message>
        <source>Open findings: {n}</source>
        <translation>ចំណុចមិនទាន់កែលម្អ៖ {n}</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>បញ្ជី</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>វិធានការ</translation>
    </message>
    <message>
        <source>Where children go</source>
        <translation>កុមារទៅទីណា</translation>
    </message>
    <message>
        <source>Abuse reports</source>
        <translation>ការរំលោភបំពាន</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>បុគ្គលិក</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>បន្ទប់</translation>
    </message>
    <message>
        <source>Earlier names and places</source>
        <translation>ឈ្មោះ និងទីតាំងមុន</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>ពាក្យបណ្តឹង</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>លិខិត</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>ឯកសារ</translation>
    </message>
    <message>
        <source>Saved on this computer.</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
</context>
<context>
    <name>FamilyTab</name>
    <message>
        <source>Cases of brothers and sisters</source>
        <translation>ករណីរបស់បងប្អូន</translation>
    </message>
    <message>
        <source>{kind}: {code}, case of another caseworker. Ask: {name}, {phone}</source>
        <translation>{kind}៖ {code} ជាករណីរបស់អ្នកកាន់ករណីផ្សេង។ សូមសួរ៖ {name} {phone}</translation>
    </message>
    <message>
        <source>Name not known</source>
        <translation>មិនដឹងឈ្មោះ</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Please answer this.</source>
        <translation>សូមឆ្លើយចំណុចនេះ។</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>My own cases</source>
        <translation>ករណីរបស់ខ្ញុំ</translation>
    </message>
    <message>
        <source>Search by name, case number or telephone, in Khmer or Latin letters</source>
        <translation>ស្វែងរកតាមឈ្មោះ លេខករណី ឬលេខទូរសព្ទ ជាអក្សរខ្មែរ ឬឡាតាំង</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>ស្វែងរកករណី</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>តម្រង</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>សម្អាត</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>ទុកតម្រងនេះ</translation>
    </message>
    <message>
        <source>Kept filters</source>
        <translation>តម្រងដែលបានទុក</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>លុបតម្រង</translation>
    </message>
    <message>
        <source>Forget this filter</source>
        <translation>លុបតម្រងនេះចោល</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>ជំហាន</translation>
    </message>
    <message>
        <source>Risk level</source>
        <translation>កម្រិតហានិភ័យ</translation>
    </message>
    <message>
        <source>Caseworker</source>
        <translation>អ្នកកាន់ករណី</translation>
    </message>
    <message>
        <source>Light of the last visit</source>
        <translation>ភ្លើងនៃការចុះជួបចុងក្រោយ</translation>
    </message>
    <message>
        <source>Type of child</source>
        <translation>ប្រភេទកុមារ</translation>
    </message>
    <message>
        <source>Protection concern</source>
        <translation>បញ្ហាដែលជាកង្វល់</translation>
    </message>
    <message>
        <source>Commune, district or province</source>
        <translation>ឃុំ ស្រុក ឬខេត្ត</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>ភេទ</translation>
    </message>
    <message>
        <source>Type of case</source>
        <translation>ប្រភេទករណី</translation>
    </message>
    <message>
        <source>Age from</source>
        <translation>អាយុចាប់ពី</translation>
    </message>
    <message>
        <source>Age to</source>
        <translation>អាយុដល់</translation>
    </message>
    <message>
        <source>Opened from</source>
        <translation>បើកចាប់ពីថ្ងៃ</translation>
    </message>
    <message>
        <source>Opened until</source>
        <translation>បើកដល់ថ្ងៃ</translation>
    </message>
    <message>
        <source>First contact overdue</source>
        <translation>ការទំនាក់ទំនងលើកដំបូង ហួសកំណត់</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>មានសញ្ញាសម្គាល់</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>រង់ចាំការអនុម័ត</translation>
    </message>
    <message>
        <source>Something to look at</source>
        <translation>មានអ្វីត្រូវមើល</translation>
    </message>
    <message>
        <source>risk: {level}</source>
        <translation>ហានិភ័យ៖ {level}</translation>
    </message>
    <message>
        <source>first contact overdue</source>
        <translation>ការទំនាក់ទំនងលើកដំបូងហួសកំណត់</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>មានសញ្ញាសម្គាល់</translation>
    </message>
    <message>
        <source>waiting for approval</source>
        <translation>រង់ចាំការអនុម័ត</translation>
    </message>
    <message>
        <source>something to look at</source>
        <translation>មានអ្វីត្រូវមើល</translation>
    </message>
    <message>
        <source>aged {ages}</source>
        <translation>អាយុ {ages}</translation>
    </message>
    <message>
        <source>opened {days}</source>
        <translation>បើក {days}</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>ករណីទាំងអស់</translation>
    </message>
    <message>
        <source>{filter}: {n} cases</source>
        <translation>{filter}៖ {n} ករណី</translation>
    </message>
    <message>
        <source>{name} (office)</source>
        <translation>{name} (អង្គភាព)</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>ឈ្មោះតម្រង</translation>
    </message>
    <message>
        <source>For everybody in the office</source>
        <translation>សម្រាប់មនុស្សទាំងអស់ក្នុងអង្គភាព</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>ទុក</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Type a part of the words, or press Down for the list</source>
        <translation>វាយផ្នែកណាមួយនៃពាក្យ ឬចុចសញ្ញាព្រួញចុះក្រោម ដើម្បីមើលបញ្ជី</translation>
    </message>
    <message>
        <source>Choices that match</source>
        <translation>ជម្រើសដែលត្រូវនឹងអ្វីដែលបានវាយ</translation>
    </message>
    <message>
        <source>Please choose one from the list; what is typed is none of them.</source>
        <translation>សូមជ្រើសរើសមួយពីបញ្ជី។ អ្វីដែលបានវាយមិនមានក្នុងបញ្ជីទេ។</translation>
    </message>
</context>
<context>
    <name>FindingCards</name>
    <message>
        <source>There are no findings.</source>
        <translation>គ្មានចំណុចត្រូវកែលម្អទេ។</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>ធ្ងន់ធ្ងរ</translation>
    </message>
    <message>
        <source>Corrected on {day}</source>
        <translation>បានកែលម្អនៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>Corrected …</source>
        <translation>បានកែលម្អ …</translation>
    </message>
    <message>
        <source>Not corrected after all …</source>
        <translation>មិនទាន់កែលម្អទេ …</translation>
    </message>
    <message>
        <source>Corrected on</source>
        <translation>ថ្ងៃកែលម្អ</translation>
    </message>
    <message>
        <source>What shows it (seen, a paper, a number)</source>
        <translation>ភស្តុតាង (អ្វីដែលបានឃើញ ឯកសារ ឬចំនួន)</translation>
    </message>
    <message>
        <source>Looked at …</source>
        <translation>បានពិនិត្យ …</translation>
    </message>
    <message>
        <source>Plan …</source>
        <translation>ផែនការ …</translation>
    </message>
    <message>
        <source>Evidence …</source>
        <translation>ភស្តុតាង …</translation>
    </message>
    <message>
        <source>Evidence with a file …</source>
        <translation>ភស្តុតាងជាឯកសារ …</translation>
    </message>
    <message>
        <source>See the file</source>
        <translation>មើលឯកសារ</translation>
    </message>
    <message>
        <source>Finding {number}: {act}</source>
        <translation>ចំណុចទី {number}៖ {act}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>បាទ/ចាស</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>ចំណុច</translation>
    </message>
    <message>
        <source>What the standard asks</source>
        <translation>អ្វីដែលបទដ្ឋានតម្រូវ</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>ចំណុចត្រូវកែលម្អ</translation>
    </message>
    <message>
        <source>Recommendation</source>
        <translation>អនុសាសន៍</translation>
    </message>
    <message>
        <source>Due by</source>
        <translation>ត្រូវកែត្រឹមថ្ងៃ</translation>
    </message>
    <message>
        <source>Corrective plan</source>
        <translation>ផែនការកែលម្អ</translation>
    </message>
    <message>
        <source>At the re-visit</source>
        <translation>នៅពេលចុះម្តងទៀត</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>ចំណុចត្រូវកែលម្អ</translation>
    </message>
</context>
<context>
    <name>FindingWords</name>
    <message>
        <source>by {who}</source>
        <translation>ដោយ {who}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>ត្រឹមថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>agreed on {day}</source>
        <translation>ព្រមព្រៀងថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>Plan of the facility: {plan}</source>
        <translation>ផែនការរបស់កន្លែងថែទាំ៖ {plan}</translation>
    </message>
    <message>
        <source>Received on {day} from {who}: {what}</source>
        <translation>ទទួលថ្ងៃ {day} ពី {who}៖ {what}</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>ឯកសារ</translation>
    </message>
    <message>
        <source>{line} (with a file)</source>
        <translation>{line} (មានឯកសារ)</translation>
    </message>
    <message>
        <source>At the re-visit of {day}: {result}</source>
        <translation>នៅពេលចុះម្តងទៀតថ្ងៃ {day}៖ {result}</translation>
    </message>
    <message>
        <source>Due by {day}</source>
        <translation>ត្រឹមថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>Due at once</source>
        <translation>ត្រូវធ្វើភ្លាម</translation>
    </message>
</context>
<context>
    <name>FindingsPage</name>
    <message>
        <source>Facility</source>
        <translation>កន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Name of the facility</source>
        <translation>ឈ្មោះកន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>បទដ្ឋាន</translation>
    </message>
    <message>
        <source>To be corrected</source>
        <translation>ត្រូវកែលម្អ</translation>
    </message>
    <message>
        <source>Who does it</source>
        <translation>អ្នកធ្វើ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Found on</source>
        <translation>រកឃើញថ្ងៃ</translation>
    </message>
    <message>
        <source>{text} (critical)</source>
        <translation>{text} (ធ្ងន់ធ្ងរ)</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>ភ្លាម</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>មិនទាន់កែលម្អ</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>ហួសកំណត់</translation>
    </message>
    <message>
        <source>A plan is agreed on</source>
        <translation>បានព្រមព្រៀងផែនការ</translation>
    </message>
    <message>
        <source>Evidence to look at</source>
        <translation>មានភស្តុតាង ត្រូវពិនិត្យ</translation>
    </message>
    <message>
        <source>Not corrected at the re-visit</source>
        <translation>ពេលចុះម្តងទៀតមិនទាន់កែលម្អ</translation>
    </message>
    <message>
        <source>Corrected, to be seen</source>
        <translation>បានកែលម្អ ត្រូវទៅមើល</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>បានកែលម្អ</translation>
    </message>
    <message>
        <source>Seen corrected</source>
        <translation>បានឃើញថាកែលម្អ</translation>
    </message>
    <message>
        <source>Findings of all facilities</source>
        <translation>ចំណុចត្រូវកែលម្អគ្រប់កន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>A finding is at rest once somebody has seen at a re-visit that it is corrected. Several lines are chosen with Ctrl; each act is for all of them.</source>
        <translation>ចំណុចមួយចប់ លុះត្រាតែមានអ្នកបានឃើញនៅពេលចុះម្តងទៀត ថាបានកែលម្អ។ ជ្រើសរើសច្រើនបន្ទាត់ដោយ Ctrl ហើយសកម្មភាពនីមួយៗសម្រាប់ទាំងអស់។</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>បង្ហាញ</translation>
    </message>
    <message>
        <source>Looked at …</source>
        <translation>បានពិនិត្យ …</translation>
    </message>
    <message>
        <source>Corrected …</source>
        <translation>បានកែលម្អ …</translation>
    </message>
    <message>
        <source>Plan …</source>
        <translation>ផែនការ …</translation>
    </message>
    <message>
        <source>Evidence …</source>
        <translation>ភស្តុតាង …</translation>
    </message>
    <message>
        <source>Evidence with a file …</source>
        <translation>ភស្តុតាងជាឯកសារ …</translation>
    </message>
    <message>
        <source>See the file</source>
        <translation>មើលឯកសារ</translation>
    </message>
    <message>
        <source>Begin a re-visit …</source>
        <translation>ចាប់ផ្តើមការចុះម្តងទៀត …</translation>
    </message>
    <message>
        <source>Open the facility</source>
        <translation>បើកកន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Nothing of this kind stands here.</source>
        <translation>គ្មានអ្វីប្រភេទនេះនៅទីនេះទេ។</translation>
    </message>
    <message>
        <source>Open findings</source>
        <translation>ចំណុចមិនទាន់កែលម្អ</translation>
    </message>
    <message>
        <source>Overdue findings</source>
        <translation>ចំណុចហួសកំណត់</translation>
    </message>
    <message>
        <source>All findings</source>
        <translation>ចំណុចទាំងអស់</translation>
    </message>
    <message>
        <source>All</source>
        <translation>ទាំងអស់</translation>
    </message>
</context>
<context>
    <name>FirstStartPage</name>
    <message>
        <source>Welcome to Komar</source>
        <translation>សូមស្វាគមន៍មកកាន់ Komar</translation>
    </message>
    <message>
        <source>Your office</source>
        <translation>អង្គភាពរបស់អ្នក</translation>
    </message>
    <message>
        <source>The recovery code</source>
        <translation>លេខកូដសង្គ្រោះ</translation>
    </message>
    <message>
        <source>Everything you choose here can be changed later in Settings.</source>
        <translation>អ្វីដែលអ្នកជ្រើសនៅទីនេះ អាចកែពេលក្រោយបាន ក្នុងទំព័រការកំណត់។</translation>
    </message>
    <message>
        <source>The data stay on this computer, encrypted. Only who has a password can read them.</source>
        <translation>ទិន្នន័យនៅក្នុងកុំព្យូទ័រនេះ ដោយបានចាក់សោសម្ងាត់។ មានតែអ្នកមានពាក្យសម្ងាត់ទេ ទើបអានបាន។</translation>
    </message>
    <message>
        <source>If every password is forgotten, only this code opens the data. It is shown once.</source>
        <translation>បើភ្លេចពាក្យសម្ងាត់ទាំងអស់ មានតែលេខកូដនេះទេដែលបើកទិន្នន័យបាន។ វាបង្ហាញតែម្តងគត់។</translation>
    </message>
    <message>
        <source>Step {n} of {all}</source>
        <translation>ជំហានទី {n} ក្នុងចំណោម {all}</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>ភាសា</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>ទំហំអក្សរ</translation>
    </message>
    <message>
        <source>A child is safe when somebody looks after it</source>
        <translation>កុមារមានសុវត្ថិភាព ពេលមានអ្នកថែទាំ</translation>
    </message>
    <message>
        <source>Office: province or district</source>
        <translation>អង្គភាព៖ ខេត្ត ឬស្រុក</translation>
    </message>
    <message>
        <source>Type a part of the name, in Khmer or Latin letters.</source>
        <translation>សូមវាយផ្នែកខ្លះនៃឈ្មោះ ជាអក្សរខ្មែរ ឬឡាតាំង។</translation>
    </message>
    <message>
        <source>Your full name</source>
        <translation>ឈ្មោះពេញរបស់អ្នក</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>ពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>At least 8 characters. A short sentence is easy to keep in mind.</source>
        <translation>យ៉ាងតិច ៨ តួ។ ឃ្លាខ្លីមួយងាយចាំ។</translation>
    </message>
    <message>
        <source>The password once more</source>
        <translation>វាយពាក្យសម្ងាត់ម្តងទៀត</translation>
    </message>
    <message>
        <source>This is a practice office: nothing in it is real</source>
        <translation>នេះជាអង្គភាពសាកល្បង៖ គ្មានអ្វីពិតប្រាកដទេ</translation>
    </message>
    <message>
        <source>Write it down or save the sheet and print it; then lock it away, not beside the computer.</source>
        <translation>សូមកត់ទុក ឬរក្សាទុកសន្លឹករួចបោះពុម្ព ហើយចាក់សោទុក កុំទុកជិតកុំព្យូទ័រ។</translation>
    </message>
    <message>
        <source>Save the sheet as PDF</source>
        <translation>រក្សាទុកសន្លឹកជា PDF</translation>
    </message>
    <message>
        <source>Type the first group to show that you have it</source>
        <translation>វាយក្រុមទីមួយ ដើម្បីបញ្ជាក់ថាអ្នកមានលេខកូដ</translation>
    </message>
    <message>
        <source>The code is written down and will be locked away</source>
        <translation>លេខកូដបានកត់ទុក ហើយនឹងចាក់សោទុក</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>ថយក្រោយ</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>ស្តារទិន្នន័យពីច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>Make the office</source>
        <translation>បង្កើតអង្គភាព</translation>
    </message>
    <message>
        <source>Begin to work</source>
        <translation>ចាប់ផ្តើមធ្វើការ</translation>
    </message>
    <message>
        <source>New office</source>
        <translation>អង្គភាពថ្មី</translation>
    </message>
    <message>
        <source>Save the sheet</source>
        <translation>រក្សាទុកសន្លឹក</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>បានរក្សាទុក៖ {name}</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>The draft is not saved: the disk refuses</source>
        <translation>សេចក្តីព្រាងមិនទាន់បានរក្សាទុកទេ៖ ថាសមិនទទួល</translation>
    </message>
    <message>
        <source>The draft is not saved yet: Komar tries again</source>
        <translation>សេចក្តីព្រាងមិនទាន់បានរក្សាទុកទេ៖ Komar នឹងព្យាយាមម្តងទៀត</translation>
    </message>
    <message>
        <source>The draft is not kept: its record was erased by law</source>
        <translation>សេចក្តីព្រាងមិនត្រូវបានរក្សាទុកទេ៖ កំណត់ត្រានេះបានលុបតាមច្បាប់</translation>
    </message>
    <message>
        <source>Saved on this computer</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ</translation>
    </message>
    <message>
        <source>Waits with sending: a visit is going on</source>
        <translation>រង់ចាំសិន៖ មានការចុះកំពុងដំណើរការ</translation>
    </message>
    <message>
        <source>{n} waiting to be sent</source>
        <translation>រង់ចាំផ្ញើ៖ {n}</translation>
    </message>
    <message>
        <source>To be decided: {n}</source>
        <translation>ត្រូវសម្រេច៖ {n}</translation>
    </message>
    <message>
        <source>Sending and receiving now</source>
        <translation>កំពុងផ្ញើ និងទទួល</translation>
    </message>
    <message>
        <source>Never exchanged yet</source>
        <translation>មិនទាន់ដែលផ្ញើ និងទទួល</translation>
    </message>
    <message>
        <source>Last exchanged at {time}</source>
        <translation>ផ្ញើ និងទទួលចុងក្រោយម៉ោង {time}</translation>
    </message>
    <message>
        <source>Last exchanged on {day}</source>
        <translation>ផ្ញើ និងទទួលចុងក្រោយថ្ងៃទី {day}</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>មិនទាន់បានសាកភ្ជាប់</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>មានសេវាអ៊ីនធឺណិត</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>គ្មានសេវាអ៊ីនធឺណិត</translation>
    </message>
    <message>
        <source>Not joined to the server</source>
        <translation>មិនទាន់ភ្ជាប់ទៅម៉ាស៊ីនមេ</translation>
    </message>
</context>
<context>
    <name>FormActs</name>
    <message>
        <source>Finish the form? Its answers are final then; a correction needs a reason.</source>
        <translation>បញ្ចប់ទម្រង់នេះ? បន្ទាប់ពីនេះ ចម្លើយមិនអាចកែបានដោយសេរីទេ ការកែតម្រូវត្រូវមានមូលហេតុ។</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>បញ្ចប់</translation>
    </message>
    <message>
        <source>On its own page: {value}</source>
        <translation>នៅទំព័ររបស់វា៖ {value}</translation>
    </message>
    <message>
        <source>In this form: {value}</source>
        <translation>ក្នុងទម្រង់នេះ៖ {value}</translation>
    </message>
    <message>
        <source>Which value holds?</source>
        <translation>តើតម្លៃណាត្រឹមត្រូវ?</translation>
    </message>
    <message>
        <source>Reopen the form</source>
        <translation>បើកទម្រង់ឡើងវិញ</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>សំណួរ</translation>
    </message>
    <message>
        <source>Correct an answer</source>
        <translation>កែតម្រូវចម្លើយ</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>បន្ទាប់</translation>
    </message>
    <message>
        <source>Why it is corrected</source>
        <translation>ហេតុផលនៃការកែតម្រូវ</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>កែតម្រូវ</translation>
    </message>
    <message>
        <source>Delete the draft</source>
        <translation>លុបសេចក្តីព្រាង</translation>
    </message>
    <message>
        <source>This form was entered by mistake</source>
        <translation>ទម្រង់នេះបញ្ចូលច្រឡំ</translation>
    </message>
    <message>
        <source>Filled in on</source>
        <translation>បំពេញថ្ងៃទី</translation>
    </message>
    <message>
        <source>Filled in by</source>
        <translation>បំពេញដោយ</translation>
    </message>
    <message>
        <source>When and by whom on paper</source>
        <translation>បំពេញលើក្រដាសនៅថ្ងៃណា និងដោយអ្នកណា</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Go on in version {version} of the form? Answers without a place there are kept and shown beside.</source>
        <translation>បន្តក្នុងទម្រង់កំណែទី {version}? ចម្លើយដែលគ្មានកន្លែងក្នុងកំណែនោះ នៅតែរក្សាទុក ហើយបង្ហាញនៅក្បែរ។</translation>
    </message>
    <message>
        <source>Go on in the new version</source>
        <translation>បន្តក្នុងកំណែថ្មី</translation>
    </message>
    <message>
        <source>With none</source>
        <translation>គ្មាន</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>ប្រៀបធៀបជាមួយ</translation>
    </message>
    <message>
        <source>Compare with another response</source>
        <translation>ប្រៀបធៀបជាមួយទម្រង់ដែលបានបំពេញមុន</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>ប្រៀបធៀប</translation>
    </message>
    <message>
        <source>With the answers</source>
        <translation>មានចម្លើយ</translation>
    </message>
    <message>
        <source>For others: without the answers that are kept apart</source>
        <translation>សម្រាប់អ្នកដទៃ៖ មិនមានចម្លើយដែលរក្សាទុកដោយឡែក</translation>
    </message>
    <message>
        <source>Blank, to fill in by hand</source>
        <translation>ទម្រង់ទទេ សម្រាប់បំពេញដោយដៃ</translation>
    </message>
    <message>
        <source>Print the form</source>
        <translation>បោះពុម្ពទម្រង់</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>About</source>
        <translation>អំពី</translation>
    </message>
    <message>
        <source>You do not have the right to take these answers out of Komar.</source>
        <translation>អ្នកមិនមានសិទ្ធិយកចម្លើយទាំងនេះចេញពី Komar ទេ។</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>តែមួយនេះ</translation>
    </message>
    <message>
        <source>All of this form about the same</source>
        <translation>ទាំងអស់នៃទម្រង់នេះ អំពីរឿងដដែល</translation>
    </message>
    <message>
        <source>Answers in words</source>
        <translation>ចម្លើយជាពាក្យ</translation>
    </message>
    <message>
        <source>Answers as codes, for computing</source>
        <translation>ចម្លើយជាលេខកូដ សម្រាប់គណនា</translation>
    </message>
    <message>
        <source>Which responses</source>
        <translation>ទម្រង់ដែលបានបំពេញណាខ្លះ</translation>
    </message>
    <message>
        <source>How</source>
        <translation>របៀប</translation>
    </message>
    <message>
        <source>To Excel</source>
        <translation>ចេញជា Excel</translation>
    </message>
    <message>
        <source>Written to {file}. Responses: {n}.</source>
        <translation>បានសរសេរទៅ {file}។ ទម្រង់ដែលបានបំពេញ៖ {n}។</translation>
    </message>
</context>
<context>
    <name>FormBox</name>
    <message>
        <source>Please correct what is marked.</source>
        <translation>សូមកែអ្វីដែលបានគូសចំណាំ។</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>Back</source>
        <translation>ថយក្រោយ</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>បញ្ចប់</translation>
    </message>
    <message>
        <source>Reopen…</source>
        <translation>បើកឡើងវិញ…</translation>
    </message>
    <message>
        <source>Correct an answer…</source>
        <translation>កែតម្រូវចម្លើយ…</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>ប្រៀបធៀបជាមួយ…</translation>
    </message>
    <message>
        <source>Day and name…</source>
        <translation>ថ្ងៃ និងឈ្មោះ…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>បោះពុម្ព…</translation>
    </message>
    <message>
        <source>To Excel…</source>
        <translation>ចេញជា Excel…</translation>
    </message>
    <message>
        <source>Every answer is saved on this computer at once.</source>
        <translation>ចម្លើយនីមួយៗត្រូវបានរក្សាទុកក្នុងកុំព្យូទ័រនេះភ្លាមៗ។</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>Go on in version {version}…</source>
        <translation>បន្តក្នុងកំណែទី {version}…</translation>
    </message>
    <message>
        <source>Delete the draft…</source>
        <translation>លុបសេចក្តីព្រាង…</translation>
    </message>
    <message>
        <source>Entered by mistake…</source>
        <translation>បញ្ចូលច្រឡំ…</translation>
    </message>
    <message>
        <source>Filled in on {day} by {name}</source>
        <translation>បំពេញថ្ងៃទី {day} ដោយ {name}</translation>
    </message>
    <message>
        <source>Typed since {day} by {name}</source>
        <translation>វាយបញ្ចូលតាំងពីថ្ងៃទី {day} ដោយ {name}</translation>
    </message>
    <message>
        <source>Finished on {day} by {name}</source>
        <translation>បញ្ចប់ថ្ងៃទី {day} ដោយ {name}</translation>
    </message>
    <message>
        <source>Corrections: {n}</source>
        <translation>ការកែតម្រូវ៖ {n}</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>កំណែទី {version}</translation>
    </message>
    <message>
        <source>The form is out of the lists; its answers are kept.</source>
        <translation>ទម្រង់នេះលែងមានក្នុងបញ្ជី ប៉ុន្តែចម្លើយនៅតែរក្សាទុក។</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>មិនមានអ្វីខ្វះទេ។</translation>
    </message>
    <message>
        <source>Questions still to be answered: {n} (F8)</source>
        <translation>សំណួរដែលត្រូវឆ្លើយ៖ {n} (F8)</translation>
    </message>
</context>
<context>
    <name>FormPreview</name>
    <message>
        <source>Problems: {n} (F8)</source>
        <translation>បញ្ហាត្រូវកែ៖ {n} (F8)</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>មិនមានអ្វីខ្វះទេ។</translation>
    </message>
    <message>
        <source>Preview: the form works as when it is filled in; nothing is kept.</source>
        <translation>ការមើលសាក៖ ទម្រង់ដំណើរការដូចពេលបំពេញពិត ប៉ុន្តែមិនរក្សាទុកអ្វីទេ។</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>ចាប់ផ្តើមឡើងវិញ</translation>
    </message>
    <message>
        <source>Check (F8)</source>
        <translation>ពិនិត្យ (F8)</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>ភាសារបស់ផ្ទាំង</translation>
    </message>
    <message>
        <source>Language of the form</source>
        <translation>ភាសារបស់ទម្រង់</translation>
    </message>
</context>
<context>
    <name>FormTab</name>
    <message>
        <source>Save (Ctrl+Enter)</source>
        <translation>រក្សាទុក (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Back to what is saved</source>
        <translation>ត្រឡប់ទៅអ្វីដែលបានរក្សាទុក</translation>
    </message>
    <message>
        <source>History of the field</source>
        <translation>ប្រវត្តិនៃចំណុច</translation>
    </message>
    <message>
        <source>Saved meanwhile: {told}. What you typed is kept; saving puts it in the place of that.</source>
        <translation>បានរក្សាទុកក្នុងពេលនោះ៖ {told}។ អ្វីដែលអ្នកវាយនៅដដែល ហើយនឹងជំនួសវាពេលរក្សាទុក។</translation>
    </message>
    <message>
        <source>Changed meanwhile and shown anew: {told}</source>
        <translation>បានកែក្នុងពេលនោះ ហើយបង្ហាញជាថ្មី៖ {told}</translation>
    </message>
    <message>
        <source>Changed, kept as a draft; not saved yet</source>
        <translation>បានកែ ទុកជាសេចក្តីព្រាង មិនទាន់បានរក្សាទុក</translation>
    </message>
    <message>
        <source>Saved on this computer</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ</translation>
    </message>
    <message>
        <source>History of this field</source>
        <translation>ប្រវត្តិនៃចំណុចនេះ</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Parts of the form</source>
        <translation>ផ្នែកនៃទម្រង់</translation>
    </message>
    <message>
        <source>Order: A to H</source>
        <translation>លំដាប់៖ ពី ក ដល់ ជ</translation>
    </message>
    <message>
        <source>Order: by place</source>
        <translation>លំដាប់៖ តាមទីកន្លែង</translation>
    </message>
    <message>
        <source>F6 changes between the order of the visit and A to H</source>
        <translation>ប្តូររវាងលំដាប់តាមទីកន្លែង និងលំដាប់ពី ក ដល់ ជ (F6)</translation>
    </message>
    <message>
        <source>Part before</source>
        <translation>ផ្នែកមុន</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>ផ្នែកបន្ទាប់</translation>
    </message>
    <message>
        <source>Answers to questions that this form does not have: {n}</source>
        <translation>ចម្លើយចំពោះសំណួរដែលទម្រង់នេះមិនមាន៖ {n}</translation>
    </message>
</context>
<context>
    <name>FormsPage</name>
    <message>
        <source>Form</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>Name in workbooks</source>
        <translation>ឈ្មោះក្នុងសៀវភៅការងារ</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>កំណែ</translation>
    </message>
    <message>
        <source>About</source>
        <translation>អំពី</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>ប្រភព</translation>
    </message>
    <message>
        <source>the office</source>
        <translation>អង្គភាព</translation>
    </message>
    <message>
        <source>Komar</source>
        <translation>Komar កុមារ</translation>
    </message>
    <message>
        <source>Responses</source>
        <translation>ចំនួនការបំពេញ</translation>
    </message>
    <message>
        <source>Check a workbook… (Ctrl+N)</source>
        <translation>ពិនិត្យសៀវភៅការងារ… (Ctrl+N)</translation>
    </message>
    <message>
        <source>A workbook is checked first. Without errors it can be installed and put into use. What was filled in stays with its version.</source>
        <translation>សៀវភៅការងារត្រូវពិនិត្យជាមុន។ បើគ្មានកំហុស អាចដំឡើង និងដាក់ឱ្យប្រើបាន។ អ្វីដែលបានបំពេញរួច នៅជាមួយកំណែរបស់វាដដែល។</translation>
    </message>
    <message>
        <source>Put into use</source>
        <translation>ដាក់ឱ្យប្រើ</translation>
    </message>
    <message>
        <source>Take out of use</source>
        <translation>ឈប់ប្រើ</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>សាកល្បង</translation>
    </message>
    <message>
        <source>Print the blank form</source>
        <translation>បោះពុម្ពទម្រង់ទទេ</translation>
    </message>
    <message>
        <source>Save the workbook as…</source>
        <translation>រក្សាទុកសៀវភៅការងារជា…</translation>
    </message>
    <message>
        <source>Map to standards…</source>
        <translation>ភ្ជាប់ទៅបទដ្ឋាន…</translation>
    </message>
    <message>
        <source>Forms and their versions</source>
        <translation>ទម្រង់ និងកំណែ</translation>
    </message>
    <message>
        <source>There is no form yet. Check a workbook and install it.</source>
        <translation>មិនទាន់មានទម្រង់ទេ។ សូមពិនិត្យសៀវភៅការងារ រួចដំឡើង។</translation>
    </message>
    <message>
        <source>Check a workbook…</source>
        <translation>ពិនិត្យសៀវភៅការងារ…</translation>
    </message>
    <message>
        <source>Library of forms</source>
        <translation>បណ្ណាល័យទម្រង់</translation>
    </message>
    <message>
        <source>What was found in the form</source>
        <translation>អ្វីដែលរកឃើញក្នុងទម្រង់</translation>
    </message>
    <message>
        <source>Items, weights and answers</source>
        <translation>ចំណុច ទម្ងន់ និងចម្លើយ</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>ការកំណត់</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>ថយក្រោយ</translation>
    </message>
    <message>
        <source>Forms are put into use by an administrator or by the ministry.</source>
        <translation>អ្នកគ្រប់គ្រងប្រព័ន្ធ ឬក្រសួង ជាអ្នកដាក់ទម្រង់ឱ្យប្រើ។</translation>
    </message>
    <message>
        <source>Check a workbook</source>
        <translation>ពិនិត្យសៀវភៅការងារ</translation>
    </message>
</context>
<context>
    <name>HeldCard</name>
    <message>
        <source>Take the change back</source>
        <translation>លុបការកែនេះចោល</translation>
    </message>
    <message>
        <source>No longer show</source>
        <translation>ឈប់បង្ហាញ</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>បើកកំណត់ត្រា</translation>
    </message>
</context>
<context>
    <name>HeldPart</name>
    <message>
        <source>Held by the server</source>
        <translation>ម៉ាស៊ីនមេមិនទាន់ទទួល</translation>
    </message>
    <message>
        <source>The server holds nothing back. What it cannot take yet stands here with the reason.</source>
        <translation>ម៉ាស៊ីនមេបានទទួលទាំងអស់។ អ្វីដែលវាមិនទាន់ទទួលបាន នឹងបង្ហាញនៅទីនេះ ជាមួយមូលហេតុ។</translation>
    </message>
    <message>
        <source>What</source>
        <translation>អ្វី</translation>
    </message>
    <message>
        <source>About</source>
        <translation>អំពី</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>អ្វីដែលបានកែ</translation>
    </message>
    <message>
        <source>Who wrote</source>
        <translation>អ្នកសរសេរ</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>មូលហេតុ</translation>
    </message>
    <message>
        <source>Saved at</source>
        <translation>រក្សាទុកនៅ</translation>
    </message>
    <message>
        <source>The change is taken back. What the record was before stays. This cannot be undone.</source>
        <translation>ការកែនេះនឹងត្រូវលុបចោល។ កំណត់ត្រានៅដូចមុនកែ។ អ្នកមិនអាចយកវាមកវិញបានទេ។</translation>
    </message>
    <message>
        <source>Take the change back</source>
        <translation>លុបការកែនេះចោល</translation>
    </message>
    <message>
        <source>What the stick brought goes from what this computer shows; it shows what the server has. Nothing changes for others. This cannot be undone.</source>
        <translation>អ្វីដែល USB បាននាំមកនឹងលែងបង្ហាញលើកុំព្យូទ័រនេះ ហើយកុំព្យូទ័រនេះបង្ហាញអ្វីដែលម៉ាស៊ីនមេមាន។ គ្មានអ្វីប្តូរសម្រាប់អ្នកផ្សេងទេ។ អ្នកមិនអាចយកវាមកវិញបានទេ។</translation>
    </message>
    <message>
        <source>No longer show</source>
        <translation>ឈប់បង្ហាញ</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>All shortcuts</source>
        <translation>គ្រាប់ចុចកាត់ទាំងអស់</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ជំនួយ</translation>
    </message>
    <message>
        <source>Close the help</source>
        <translation>បិទផ្ទាំងជំនួយ</translation>
    </message>
    <message>
        <source>Close the sheet</source>
        <translation>បិទផ្ទាំងតារាង</translation>
    </message>
</context>
<context>
    <name>Hours</name>
    <message>
        <source>The team arrived at</source>
        <translation>ក្រុមមកដល់ម៉ោង</translation>
    </message>
    <message>
        <source>The team left at</source>
        <translation>ក្រុមចាកចេញម៉ោង</translation>
    </message>
</context>
<context>
    <name>Incidents</name>
    <message>
        <source>Who is alleged in this incident (restricted)</source>
        <translation>អ្នកដែលត្រូវចោទក្នុងឧប្បត្តិហេតុនេះ (ព័ត៌មានសម្ងាត់)</translation>
    </message>
    <message>
        <source>Medical care: {n} hours left, {until}. Go with the child now.</source>
        <translation>ការព្យាបាល៖ នៅសល់ {n} ម៉ោង {until}។ សូមនាំកុមារទៅឥឡូវនេះ។</translation>
    </message>
    <message>
        <source>Medical care: the time is over ({until}). The child needs it all the same: go now.</source>
        <translation>ការព្យាបាល៖ ហួសពេលហើយ ({until})។ កុមារនៅតែត្រូវការ៖ សូមនាំទៅឥឡូវនេះ។</translation>
    </message>
    <message>
        <source>After sexual violence medical care within {n} hours (inferred; the health ministry&apos;s rule wins).</source>
        <translation>ក្រោយអំពើហិង្សាផ្លូវភេទ ការព្យាបាលត្រូវធ្វើក្នុងរយៈពេល {n} ម៉ោង (ការប៉ាន់ស្មានរបស់យើង វិធានរបស់ក្រសួងសុខាភិបាលមានអាទិភាព)។</translation>
    </message>
</context>
<context>
    <name>InsightPage</name>
    <message>
        <source>Back to the cases</source>
        <translation>ត្រឡប់ទៅករណី</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>ទិដ្ឋភាពរួម</translation>
    </message>
    <message>
        <source>to</source>
        <translation>ដល់</translation>
    </message>
    <message>
        <source>Workbook with &lt;5 in place of 1 to 4</source>
        <translation>សៀវភៅ Excel មាន &lt;5 ជំនួស ១ ដល់ ៤</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>រយៈពេល</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>អង្គភាព</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>ថ្ងៃដំបូង</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>ថ្ងៃចុងក្រោយ</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>ទាន់ពេល</translation>
    </message>
    <message>
        <source>Protection concerns</source>
        <translation>បញ្ហាការពារកុមារ</translation>
    </message>
    <message>
        <source>Services and referrals</source>
        <translation>សេវា និងការបញ្ជូន</translation>
    </message>
    <message>
        <source>Visits and caseload</source>
        <translation>ការចុះជួប និងបន្ទុកការងារ</translation>
    </message>
    <message>
        <source>By place</source>
        <translation>តាមទីកន្លែង</translation>
    </message>
    <message>
        <source>Groups of tables</source>
        <translation>ក្រុមតារាង</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>ខែនេះ</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>ខែមុន</translation>
    </message>
    <message>
        <source>This quarter</source>
        <translation>ត្រីមាសនេះ</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>ឆ្នាំនេះ</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>ឆ្នាំមុន</translation>
    </message>
    <message>
        <source>Other days</source>
        <translation>ថ្ងៃផ្សេង</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>កំពុងរាប់…</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>បានសរសេរ៖ {file}</translation>
    </message>
</context>
<context>
    <name>InspectionPage</name>
    <message>
        <source>Close the inspection</source>
        <translation>បិទអធិការកិច្ច</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>បញ្ជីត្រួតពិនិត្យ</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>របាយការណ៍</translation>
    </message>
    <message>
        <source>Copy for the facility</source>
        <translation>ច្បាប់សម្រាប់កន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Change the visit …</source>
        <translation>កែការចុះ …</translation>
    </message>
    <message>
        <source>Throw away …</source>
        <translation>បោះបង់ …</translation>
    </message>
    <message>
        <source>Begun by mistake: nobody has written in it yet.</source>
        <translation>បានចាប់ផ្តើមដោយច្រឡំ៖ មិនទាន់មាននរណាសរសេរអ្វីទេ។</translation>
    </message>
    <message>
        <source>Entered by mistake …</source>
        <translation>បញ្ចូលច្រឡំ …</translation>
    </message>
    <message>
        <source>Throw this visit away? Nobody has written in it; no list will tell of it.</source>
        <translation>បោះបង់ការចុះនេះឬ? គ្មាននរណាសរសេរអ្វីក្នុងវាទេ ហើយគ្មានបញ្ជីណាបង្ហាញវាទេ។</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>បោះបង់</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>ចម្លើយ</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>Every answer is saved on this computer at once.</source>
        <translation>ចម្លើយនីមួយៗត្រូវបានរក្សាទុកក្នុងកុំព្យូទ័រនេះភ្លាមៗ។</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>អធិការកិច្ច</translation>
    </message>
    <message>
        <source>There at different times: {who}</source>
        <translation>នៅទីនោះម៉ោងខុសគ្នា៖ {who}</translation>
    </message>
    <message>
        <source>Entered by mistake: {why}</source>
        <translation>បញ្ចូលច្រឡំ៖ {why}</translation>
    </message>
    <message>
        <source>Child by child against the list</source>
        <translation>រាប់កុមារម្នាក់ៗធៀបនឹងបញ្ជី</translation>
    </message>
    <message>
        <source>Photos and who was asked</source>
        <translation>រូបថត និងអ្នកដែលបានសួរ</translation>
    </message>
    <message>
        <source>Findings of earlier visits to look at: {n}</source>
        <translation>ចំណុចពីការចុះមុនដែលត្រូវពិនិត្យ៖ {n}</translation>
    </message>
    <message>
        <source>Questions still to be answered: {n} (F8)</source>
        <translation>សំណួរដែលត្រូវឆ្លើយ៖ {n} (F8)</translation>
    </message>
    <message>
        <source>Close the inspection? The team has decided all answers; score and findings are shown from now on.</source>
        <translation>បិទអធិការកិច្ចឬ? ក្រុមបានសម្រេចចម្លើយទាំងអស់ហើយ។ ពិន្ទុ និងចំណុចត្រូវកែលម្អនឹងបង្ហាញចាប់ពីពេលនេះ។</translation>
    </message>
    <message>
        <source>Close the visit? The team has decided all answers; from now on they change by a correction only.</source>
        <translation>បិទការចុះនេះ? ក្រុមបានសម្រេចចម្លើយទាំងអស់។ ចាប់ពីពេលនេះ ចម្លើយអាចប្តូរបានតែតាមការកែតម្រូវប៉ុណ្ណោះ។</translation>
    </message>
    <message>
        <source>Items without an answer, which count as not seen: {n}.</source>
        <translation>ចំណុចដែលគ្មានចម្លើយ ហើយរាប់ថាមិនបានពិនិត្យឃើញ៖ {n}។</translation>
    </message>
    <message>
        <source>Decide it all the same</source>
        <translation>នៅតែសម្រេច</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>ចំណុច</translation>
    </message>
    <message>
        <source>The right answer</source>
        <translation>ចម្លើយត្រឹមត្រូវ</translation>
    </message>
    <message>
        <source>Why it is corrected</source>
        <translation>ហេតុផលនៃការកែតម្រូវ</translation>
    </message>
    <message>
        <source>Correct an answer</source>
        <translation>កែតម្រូវចម្លើយ</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>កែតម្រូវ</translation>
    </message>
</context>
<context>
    <name>InspectionsPage</name>
    <message>
        <source>Code</source>
        <translation>លេខកូដ</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>ការចុះចុងក្រោយ</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>Children</source>
        <translation>កុមារ</translation>
    </message>
    <message>
        <source>Overdue findings</source>
        <translation>ចំណុចត្រូវកែលម្អហួសកំណត់</translation>
    </message>
    <message>
        <source>never</source>
        <translation>មិនទាន់ដែល</translation>
    </message>
    <message>
        <source>Inspections</source>
        <translation>អធិការកិច្ច</translation>
    </message>
    <message>
        <source>New inspection (Ctrl+N)</source>
        <translation>អធិការកិច្ចថ្មី (Ctrl+N)</translation>
    </message>
    <message>
        <source>Plan of visits</source>
        <translation>គម្រោងចុះពិនិត្យ</translation>
    </message>
    <message>
        <source>All answers to Excel</source>
        <translation>ចម្លើយទាំងអស់ទៅ Excel</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Longest without a visit</source>
        <translation>មិនបានចុះយូរជាងគេ</translation>
    </message>
    <message>
        <source>List of inspections</source>
        <translation>បញ្ជីនៃការធ្វើអធិការកិច្ច</translation>
    </message>
    <message>
        <source>No inspection stands here yet. Begin one at the facility that was not visited for longest.</source>
        <translation>មិនទាន់មានអធិការកិច្ចនៅទីនេះទេ។ សូមចាប់ផ្តើមនៅកន្លែងថែទាំដែលមិនបានចុះយូរជាងគេ។</translation>
    </message>
    <message>
        <source>Facilities by last visit</source>
        <translation>កន្លែងថែទាំកុមារតាមការចុះចុងក្រោយ</translation>
    </message>
    <message>
        <source>There is no facility yet. Register one first.</source>
        <translation>មិនទាន់មានកន្លែងថែទាំកុមារទេ។ សូមចុះបញ្ជីជាមុនសិន។</translation>
    </message>
    <message>
        <source>Without a visit for too long: {n}</source>
        <translation>យូរមិនបានចុះ៖ {n}</translation>
    </message>
    <message>
        <source>All inspections</source>
        <translation>អធិការកិច្ចទាំងអស់</translation>
    </message>
    <message>
        <source>{what}: {n}</source>
        <translation>{what}៖ {n}</translation>
    </message>
</context>
<context>
    <name>JoinBand</name>
    <message>
        <source>Both texts, one after the other</source>
        <translation>អត្ថបទទាំងពីរ តៗគ្នា</translation>
    </message>
    <message>
        <source>Decide later; both stay</source>
        <translation>សម្រេចពេលក្រោយ ចម្លើយទាំងពីរនៅដដែល</translation>
    </message>
    <message>
        <source>name not known</source>
        <translation>មិនស្គាល់ឈ្មោះ</translation>
    </message>
    <message>
        <source>Child: {name}</source>
        <translation>កុមារ៖ {name}</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>គ្មានចម្លើយ</translation>
    </message>
    <message>
        <source>Join them …</source>
        <translation>បញ្ចូលគ្នា …</translation>
    </message>
    <message>
        <source>Decide …</source>
        <translation>សម្រេច …</translation>
    </message>
    <message>
        <source>Open the joined inspection</source>
        <translation>បើកអធិការកិច្ចដែលបានបញ្ចូលគ្នា</translation>
    </message>
    <message>
        <source>Look at them …</source>
        <translation>ពិនិត្យ …</translation>
    </message>
    <message>
        <source>After the closing, answers came from another computer: {n}. Until somebody looks at them, nothing is decided or printed.</source>
        <translation>ក្រោយពេលបិទ មានចម្លើយមកពីកុំព្យូទ័រផ្សេង៖ {n}។ មិនអាចសម្រេច ឬបោះពុម្ពបានទេ ដរាបណាមិនទាន់មានអ្នកពិនិត្យ។</translation>
    </message>
    <message>
        <source>This inspection was joined with another one of the same visit. Everything that was answered stands there.</source>
        <translation>អធិការកិច្ចនេះបានបញ្ចូលជាមួយអធិការកិច្ចមួយទៀតនៃការចុះតែមួយ។ អ្វីៗដែលបានឆ្លើយ មាននៅទីនោះទាំងអស់។</translation>
    </message>
    <message>
        <source>There is another inspection of this facility, of {day}.</source>
        <translation>មានអធិការកិច្ចមួយទៀតរបស់កន្លែងថែទាំនេះ នៅថ្ងៃ {day}។</translation>
    </message>
    <message>
        <source>There is another inspection of this facility, of {day}, typed by {who}.</source>
        <translation>មានអធិការកិច្ចមួយទៀតរបស់កន្លែងថែទាំនេះ នៅថ្ងៃ {day} បញ្ចូលដោយ {who}។</translation>
    </message>
    <message>
        <source>Answers came in later to the inspection that was joined. Join them once more to take them in.</source>
        <translation>មានចម្លើយមកដល់ក្រោយ ចំពោះអធិការកិច្ចដែលបានបញ្ចូលគ្នា។ សូមបញ្ចូលគ្នាម្តងទៀត ដើម្បីយកចម្លើយទាំងនោះចូល។</translation>
    </message>
    <message>
        <source>Answered in two ways, to be decided by the team: {n}.</source>
        <translation>ចំណុចដែលឆ្លើយខុសគ្នា ក្រុមត្រូវសម្រេច៖ {n}។</translation>
    </message>
    <message>
        <source>Answers of another version of the form that have no place here; they are kept: {n}.</source>
        <translation>ចម្លើយពីទម្រង់ជំនាន់ផ្សេង ដែលគ្មានកន្លែងនៅទីនេះ ប៉ុន្តែរក្សាទុក៖ {n}។</translation>
    </message>
    <message>
        <source>Join two inspections of one visit</source>
        <translation>បញ្ចូលអធិការកិច្ចពីររបស់ការចុះតែមួយ</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>បញ្ចូលគ្នា</translation>
    </message>
    <message>
        <source>Answers that only one of the two has and that go in: {n}.</source>
        <translation>ចម្លើយដែលមានតែមួយខាង ហើយត្រូវយកចូល៖ {n}។</translation>
    </message>
    <message>
        <source>Answered alike: {n}.</source>
        <translation>ឆ្លើយដូចគ្នា៖ {n}។</translation>
    </message>
    <message>
        <source>Answered in two ways: {n}. You decide now or later; both stay until then.</source>
        <translation>ឆ្លើយខុសគ្នា៖ {n}។ អ្នកសម្រេចឥឡូវ ឬពេលក្រោយ ចម្លើយទាំងពីរនៅដដែលរហូតដល់ពេលនោះ។</translation>
    </message>
    <message>
        <source>Children that only one of the two counted: {n}.</source>
        <translation>កុមារដែលរាប់បានតែមួយខាង៖ {n}។</translation>
    </message>
    <message>
        <source>The two were filled from different versions of the form; the newer one stays.</source>
        <translation>អធិការកិច្ចទាំងពីរបំពេញតាមទម្រង់ជំនាន់ខុសគ្នា។ ជំនាន់ថ្មីជាងនៅបន្ត។</translation>
    </message>
    <message>
        <source>Answers that have no place in it are kept beside: {n}.</source>
        <translation>ចម្លើយដែលគ្មានកន្លែងក្នុងជំនាន់នោះ រក្សាទុកនៅក្បែរ៖ {n}។</translation>
    </message>
    <message>
        <source>The days differ: {stays} stays, {goes} goes.</source>
        <translation>ថ្ងៃខុសគ្នា៖ {stays} នៅបន្ត ហើយ {goes} មិនប្រើទៀត។</translation>
    </message>
    <message>
        <source>The joining can be undone as long as nobody goes on from it.</source>
        <translation>ការបញ្ចូលគ្នាអាចដកវិញបាន ដរាបណាគ្មាននរណាបន្តការងារពីវា។</translation>
    </message>
    <message>
        <source>Joined. Saved on this computer.</source>
        <translation>បានបញ្ចូលគ្នា។ បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
    <message>
        <source>As it stands</source>
        <translation>តាមដែលមានឥឡូវ</translation>
    </message>
    <message>
        <source>The other answer</source>
        <translation>ចម្លើយមួយទៀត</translation>
    </message>
    <message>
        <source>Answered in two ways</source>
        <translation>ឆ្លើយខុសគ្នា</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>សម្រេច</translation>
    </message>
    <message>
        <source>Answers that came after the closing</source>
        <translation>ចម្លើយដែលមកដល់ក្រោយពេលបិទ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>JoinPage</name>
    <message>
        <source>Is this the same child?</source>
        <translation>តើជាកុមារតែម្នាក់មែនទេ?</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Let the other case stay</source>
        <translation>ទុកករណីម្ខាងទៀតវិញ</translation>
    </message>
    <message>
        <source>Join: it is one child (Ctrl+Enter)</source>
        <translation>ភ្ជាប់៖ ជាកុមារតែម្នាក់ (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>The warning ends for good, and the two cases are never joined.</source>
        <translation>ការរំលឹកឈប់រហូត ហើយករណីទាំងពីរមិនត្រូវភ្ជាប់គ្នាឡើយ។</translation>
    </message>
    <message>
        <source>Arrow keys: up and down go from field to field, left and right take a value, B takes both. What is not taken stays in the history, and the two can be parted again.</source>
        <translation>គ្រាប់ចុចព្រួញ៖ ឡើងចុះ ទៅវាលមួយទៀត ឆ្វេងស្តាំ យកតម្លៃមួយ ឯ B យកទាំងពីរ។ តម្លៃដែលមិនយក នៅក្នុងប្រវត្តិ ហើយករណីទាំងពីរអាចបំបែកវិញបាន។</translation>
    </message>
    <message>
        <source>The other case is of another caseworker. Ask whether it is the same child; the head can join them.</source>
        <translation>ករណីម្ខាងទៀតជារបស់អ្នកកាន់ករណីម្នាក់ទៀត។ សូមសួរថាតើជាកុមារតែម្នាក់ឬទេ។ ប្រធានអាចភ្ជាប់ករណីទាំងពីរ។</translation>
    </message>
    <message>
        <source>Alike: {reasons}</source>
        <translation>ដូចគ្នា៖ {reasons}</translation>
    </message>
    <message>
        <source>Moves along: {what}</source>
        <translation>ទៅជាមួយ៖ {what}</translation>
    </message>
    <message>
        <source>What differs: {n}</source>
        <translation>អ្វីដែលខុសគ្នា៖ {n}</translation>
    </message>
    <message>
        <source>This case stays</source>
        <translation>ករណីនេះនៅ</translation>
    </message>
    <message>
        <source>Its number {code} will open the case that stays</source>
        <translation>លេខ {code} របស់វា នឹងបើកករណីដែលនៅ</translation>
    </message>
    <message>
        <source>Case of another caseworker</source>
        <translation>ករណីរបស់អ្នកកាន់ករណីម្នាក់ទៀត</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>បើកករណី</translation>
    </message>
    <message>
        <source>Show what agrees: {n}</source>
        <translation>បង្ហាញអ្វីដែលដូចគ្នា៖ {n}</translation>
    </message>
    <message>
        <source>Hide what agrees: {n}</source>
        <translation>លាក់អ្វីដែលដូចគ្នា៖ {n}</translation>
    </message>
    <message>
        <source>Joined. {code} opens this case from now on. Ctrl+Z parts them again.</source>
        <translation>បានភ្ជាប់។ ចាប់ពីពេលនេះ លេខ {code} បើកករណីនេះ។ Ctrl+Z បំបែកវិញ។</translation>
    </message>
    <message>
        <source>Noted: they are two children. This is not asked again.</source>
        <translation>បានកត់ត្រា៖ ជាកុមារពីរនាក់។ នឹងមិនសួរទៀតទេ។</translation>
    </message>
    <message>
        <source>Born first (leave empty if it is not known)</source>
        <translation>កើតមុន (ទុកទទេ បើមិនដឹង)</translation>
    </message>
    <message>
        <source>Twins</source>
        <translation>កូនភ្លោះ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Is shown</source>
        <translation>នឹងបង្ហាញ</translation>
    </message>
    <message>
        <source>{field}: shown from now on: {stays}; instead of {goes}</source>
        <translation>{field}៖ ចាប់ពីពេលនេះបង្ហាញ {stays} ជំនួស {goes}</translation>
    </message>
    <message>
        <source>{field}: shown from now on: {goes}; instead of {stays}</source>
        <translation>{field}៖ ចាប់ពីពេលនេះបង្ហាញ {goes} ជំនួស {stays}</translation>
    </message>
    <message>
        <source>{field}: both are shown from now on: {stays}; {goes}</source>
        <translation>{field}៖ ចាប់ពីពេលនេះបង្ហាញទាំងពីរ៖ {stays} និង {goes}</translation>
    </message>
</context>
<context>
    <name>Joined</name>
    <message>
        <source>Joined to this case: {code}</source>
        <translation>បានភ្ជាប់មកករណីនេះ៖ {code}</translation>
    </message>
    <message>
        <source>Part again</source>
        <translation>បំបែកវិញ</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>Join the ministry&apos;s server</source>
        <translation>ភ្ជាប់ទៅម៉ាស៊ីនមេរបស់ក្រសួង</translation>
    </message>
    <message>
        <source>Work goes on without a server. To join one, type the address and the code that the ministry gave your office.</source>
        <translation>អ្នកអាចធ្វើការបានដោយគ្មានម៉ាស៊ីនមេ។ ដើម្បីភ្ជាប់ សូមវាយអាសយដ្ឋាន និងលេខកូដដែលក្រសួងបានឱ្យអង្គភាពរបស់អ្នក។</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>អាសយដ្ឋានម៉ាស៊ីនមេ</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>លេខកូដភ្ជាប់</translation>
    </message>
    <message>
        <source>Ten letters and digits; it is good for 14 days and one computer.</source>
        <translation>អក្សរ និងលេខដប់តួ។ ប្រើបាន ១៤ ថ្ងៃ សម្រាប់កុំព្យូទ័រមួយ។</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>ភ្ជាប់</translation>
    </message>
    <message>
        <source>This computer has joined the server.</source>
        <translation>កុំព្យូទ័រនេះបានភ្ជាប់ទៅម៉ាស៊ីនមេហើយ។</translation>
    </message>
</context>
<context>
    <name>Kept</name>
    <message>
        <source>Throw the draft away</source>
        <translation>បោះបង់សេចក្តីព្រាង</translation>
    </message>
    <message>
        <source>This draft was kept for you.</source>
        <translation>សេចក្តីព្រាងនេះត្រូវបានទុកសម្រាប់អ្នក។</translation>
    </message>
    <message>
        <source>Kept as a draft; not saved yet</source>
        <translation>បានទុកជាសេចក្តីព្រាង មិនទាន់រក្សាទុកទេ</translation>
    </message>
    <message>
        <source>Problems: {n} (F8 goes to the next)</source>
        <translation>ចំណុចត្រូវកែ៖ {n} (F8 ទៅចំណុចបន្ទាប់)</translation>
    </message>
    <message>
        <source>Throw away what you typed? It cannot be brought back.</source>
        <translation>បោះបង់អ្វីដែលបានវាយ? យកមកវិញមិនបានទេ។</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>បោះបង់</translation>
    </message>
</context>
<context>
    <name>KeptParts</name>
    <message>
        <source>Background check not in order</source>
        <translation>ការពិនិត្យប្រវត្តិមានបញ្ហា</translation>
    </message>
    <message>
        <source>More children than places</source>
        <translation>កុមារច្រើនជាងកន្លែង</translation>
    </message>
    <message>
        <source>Work here now: {n}</source>
        <translation>កំពុងធ្វើការទីនេះ៖ {n}</translation>
    </message>
    <message>
        <source>care for children: {n}</source>
        <translation>ថែទាំកុមារ៖ {n}</translation>
    </message>
    <message>
        <source>trained: {n}</source>
        <translation>បានបណ្តុះបណ្តាល៖ {n}</translation>
    </message>
    <message>
        <source>without a background check: {n}</source>
        <translation>មិនទាន់ពិនិត្យប្រវត្តិ៖ {n}</translation>
    </message>
    <message>
        <source>check not in order: {n}</source>
        <translation>ការពិនិត្យមានបញ្ហា៖ {n}</translation>
    </message>
    <message>
        <source>Rooms: {n}</source>
        <translation>បន្ទប់៖ {n}</translation>
    </message>
    <message>
        <source>places in them: {n}</source>
        <translation>កន្លែងក្នុងបន្ទប់៖ {n}</translation>
    </message>
    <message>
        <source>places by the register: {n}</source>
        <translation>កន្លែងតាមបញ្ជី៖ {n}</translation>
    </message>
    <message>
        <source>beds: {n}</source>
        <translation>គ្រែ៖ {n}</translation>
    </message>
    <message>
        <source>slept there when counted: {n}</source>
        <translation>គេងទីនោះពេលរាប់៖ {n}</translation>
    </message>
    <message>
        <source>live here by the list: {n}</source>
        <translation>ស្នាក់នៅតាមបញ្ជី៖ {n}</translation>
    </message>
    <message>
        <source>over-occupied: {names}</source>
        <translation>លើសចំនួនកន្លែង៖ {names}</translation>
    </message>
</context>
<context>
    <name>LabelMedia</name>
    <message>
        <source>Larger</source>
        <translation>មើលឱ្យធំ</translation>
    </message>
    <message>
        <source>Listen …</source>
        <translation>ស្តាប់ …</translation>
    </message>
    <message>
        <source>Watch …</source>
        <translation>មើលវីដេអូ …</translation>
    </message>
    <message>
        <source>This file came without the form: {name}</source>
        <translation>ទម្រង់នេះមិនមានឯកសារមកជាមួយទេ៖ {name}</translation>
    </message>
</context>
<context>
    <name>LateForm</name>
    <message>
        <source>What came: {answer}</source>
        <translation>ចម្លើយដែលមកដល់៖ {answer}</translation>
    </message>
    <message>
        <source>As at the closing: {answer}</source>
        <translation>ដូចពេលបិទ៖ {answer}</translation>
    </message>
    <message>
        <source>Why it is taken up or put back</source>
        <translation>មូលហេតុដែលទទួលយក ឬដាក់ឱ្យដូចដើមវិញ</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>គ្មានចម្លើយ</translation>
    </message>
</context>
<context>
    <name>LettersPage</name>
    <message>
        <source>Papers and letters</source>
        <translation>ឯកសារបោះពុម្ព និងលិខិត</translation>
    </message>
    <message>
        <source>Every paper that was printed and every letter that came in, with whom it is now.</source>
        <translation>ឯកសារដែលបានបោះពុម្ព និងលិខិតចូលទាំងអស់ ថាឥឡូវនេះនៅអ្នកណា។</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>A letter came in (Ctrl+N)</source>
        <translation>មានលិខិតចូល (Ctrl+N)</translation>
    </message>
    <message>
        <source>In and out</source>
        <translation>ចូល និងចេញ</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>លិខិតចេញ</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>លិខិតចូល</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>គ្រប់ស្ថានភាព</translation>
    </message>
    <message>
        <source>Number, sender or receiver</source>
        <translation>លេខ អ្នកផ្ញើ ឬអ្នកទទួល</translation>
    </message>
    <message>
        <source>State of the paper</source>
        <translation>ស្ថានភាពឯកសារ</translation>
    </message>
    <message>
        <source>Nothing stands in the register yet.</source>
        <translation>មិនទាន់មានអ្វីក្នុងបញ្ជីទេ។</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>ជាអ្វី</translation>
    </message>
    <message>
        <source>From whom</source>
        <translation>ពីអ្នកណា</translation>
    </message>
    <message>
        <source>Came in on</source>
        <translation>ថ្ងៃចូល</translation>
    </message>
    <message>
        <source>Number of the sender</source>
        <translation>លេខរបស់អ្នកផ្ញើ</translation>
    </message>
    <message>
        <source>Copies to</source>
        <translation>ចម្លងជូន</translation>
    </message>
    <message>
        <source>A letter came in</source>
        <translation>មានលិខិតចូល</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>LikelyLine</name>
    <message>
        <source>May be the same child: {codes}</source>
        <translation>អាចជាកុមារតែម្នាក់៖ {codes}</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>ប្រៀបធៀប…</translation>
    </message>
</context>
<context>
    <name>Limon</name>
    <message>
        <source>Old Limon letters? Turn into: {name}</source>
        <translation>អក្សរលីម៉ូនចាស់មែនទេ? ប្ដូរទៅជា៖ {name}</translation>
    </message>
</context>
<context>
    <name>Line</name>
    <message>
        <source>Show what is typed</source>
        <translation>បង្ហាញអ្វីដែលបានវាយ</translation>
    </message>
    <message>
        <source>Hide what is typed</source>
        <translation>លាក់អ្វីដែលបានវាយ</translation>
    </message>
</context>
<context>
    <name>LineChart</name>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
    <message>
        <source>Show the chart (T)</source>
        <translation>បង្ហាញក្រាហ្វិក (T)</translation>
    </message>
    <message>
        <source>Show as a table (T)</source>
        <translation>បង្ហាញជាតារាង (T)</translation>
    </message>
    <message>
        <source>Arrow keys go from point to point.</source>
        <translation>គ្រាប់ចុចព្រួញរំកិលពីចំណុចមួយទៅចំណុចមួយ។</translation>
    </message>
</context>
<context>
    <name>LinkPart</name>
    <message>
        <source>Link and data used</source>
        <translation>ការតភ្ជាប់ និងទំហំទិន្នន័យ</translation>
    </message>
    <message>
        <source>Data used</source>
        <translation>ទំហំទិន្នន័យដែលបានប្រើ</translation>
    </message>
    <message>
        <source>Everything that Komar sent and received over the link, by month.</source>
        <translation>អ្វីៗទាំងអស់ដែលកម្មវិធីបានផ្ញើ និងទទួលតាមអ៊ីនធឺណិត ក្នុងខែនីមួយៗ។</translation>
    </message>
    <message>
        <source>Over a telephone or another link that costs</source>
        <translation>តាមទូរសព្ទ ឬការតភ្ជាប់ដែលគិតលុយ</translation>
    </message>
    <message>
        <source>Windows says which link costs by the amount. The button always sends and receives.</source>
        <translation>ប្រព័ន្ធប្រាប់ថាការតភ្ជាប់ណាគិតលុយតាមទំហំ។ ប៊ូតុងតែងតែផ្ញើ និងទទួល។</translation>
    </message>
    <message>
        <source>What goes over it by itself</source>
        <translation>អ្វីដែលផ្ញើដោយស្វ័យប្រវត្តិ</translation>
    </message>
    <message>
        <source>Records and small pictures; pictures and files in full wait</source>
        <translation>កំណត់ត្រា និងរូបតូចៗ។ រូបភាព និងឯកសារពេញលេញរង់ចាំ</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>ទាំងអស់</translation>
    </message>
    <message>
        <source>Nothing: only when the button is pressed</source>
        <translation>គ្មានទេ៖ តែពេលចុចប៊ូតុង</translation>
    </message>
    <message>
        <source>Way out of the network</source>
        <translation>ច្រកចេញពីបណ្តាញ</translation>
    </message>
    <message>
        <source>Only where an office has a proxy. Mostly nothing is to be changed here.</source>
        <translation>សម្រាប់តែអង្គភាពដែលមានម៉ាស៊ីនច្រកចេញ។ ជាទូទៅមិនចាំបាច់កែអ្វីនៅទីនេះទេ។</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>ម៉ាស៊ីនច្រកចេញ</translation>
    </message>
    <message>
        <source>As Windows says</source>
        <translation>តាមការកំណត់របស់ប្រព័ន្ធ</translation>
    </message>
    <message>
        <source>None</source>
        <translation>គ្មាន</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>មួយនេះ</translation>
    </message>
    <message>
        <source>Address and port</source>
        <translation>អាសយដ្ឋាន និងលេខច្រក</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ឈ្មោះអ្នកប្រើ</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>ពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>Save the proxy</source>
        <translation>រក្សាទុកម៉ាស៊ីនច្រកចេញ</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>កំណត់ត្រា</translation>
    </message>
    <message>
        <source>Pictures and files</source>
        <translation>រូបភាព និងឯកសារ</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>សរុប</translation>
    </message>
    <message>
        <source>Saved for this computer.</source>
        <translation>បានរក្សាទុកសម្រាប់កុំព្យូទ័រនេះ។</translation>
    </message>
</context>
<context>
    <name>Living</name>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>name not known</source>
        <translation>មិនស្គាល់ឈ្មោះ</translation>
    </message>
    <message>
        <source>Latin</source>
        <translation>អក្សរឡាតាំង</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>ភេទ</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>អាយុ</translation>
    </message>
    <message>
        <source>Admitted on</source>
        <translation>ថ្ងៃទទួលចូល</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>ថ្ងៃចាកចេញ</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>ត្រូវពិនិត្យ</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>មិនដឹង</translation>
    </message>
    <message>
        <source>entered by mistake</source>
        <translation>បញ្ចូលច្រឡំ</translation>
    </message>
    <message>
        <source>under three years</source>
        <translation>អាយុក្រោម ៣ ឆ្នាំ</translation>
    </message>
    <message>
        <source>18 or over</source>
        <translation>អាយុ ១៨ ឆ្នាំឡើង</translation>
    </message>
    <message>
        <source>may live elsewhere too</source>
        <translation>អាចស្នាក់នៅកន្លែងផ្សេងដែរ</translation>
    </message>
    <message>
        <source>has a case</source>
        <translation>មានករណី</translation>
    </message>
    <message>
        <source>Living here on</source>
        <translation>ស្នាក់នៅទីនេះនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>All admissions and exits</source>
        <translation>ការទទួលចូល និងការចាកចេញទាំងអស់</translation>
    </message>
    <message>
        <source>Admit a child (Ctrl+N)</source>
        <translation>ទទួលកុមារចូល (Ctrl+N)</translation>
    </message>
    <message>
        <source>Print the list</source>
        <translation>បោះពុម្ពបញ្ជី</translation>
    </message>
    <message>
        <source>Change the entry</source>
        <translation>កែការបញ្ចូល</translation>
    </message>
    <message>
        <source>File of the child …</source>
        <translation>សំណុំឯកសារកុមារ …</translation>
    </message>
    <message>
        <source>Exit …</source>
        <translation>ការចាកចេញ …</translation>
    </message>
    <message>
        <source>Entered by mistake …</source>
        <translation>បញ្ចូលច្រឡំ …</translation>
    </message>
    <message>
        <source>Children living here</source>
        <translation>កុមារស្នាក់នៅ</translation>
    </message>
    <message>
        <source>Nobody lived here on that day. Children stand here once they are admitted.</source>
        <translation>គ្មានអ្នកស្នាក់នៅទីនេះនៅថ្ងៃនោះទេ។ កុមារនឹងបង្ហាញនៅទីនេះក្រោយពេលទទួលចូល។</translation>
    </message>
    <message>
        <source>Children: {n}</source>
        <translation>កុមារ៖ {n}</translation>
    </message>
    <message>
        <source>girls {n}</source>
        <translation>ស្រី {n}</translation>
    </message>
    <message>
        <source>boys {n}</source>
        <translation>ប្រុស {n}</translation>
    </message>
    <message>
        <source>under three {n}</source>
        <translation>អាយុក្រោម ៣ ឆ្នាំ {n}</translation>
    </message>
    <message>
        <source>18 or over {n}</source>
        <translation>អាយុ ១៨ ឆ្នាំឡើង {n}</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>មូលហេតុ</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>ទៅណា</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>Exit from the facility</source>
        <translation>ការចាកចេញពីកន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Note the exit</source>
        <translation>កត់ត្រាការចាកចេញ</translation>
    </message>
    <message>
        <source>Entered by mistake: why?</source>
        <translation>បញ្ចូលច្រឡំ៖ ហេតុអ្វី?</translation>
    </message>
    <message>
        <source>Mark as a mistake</source>
        <translation>សម្គាល់ថាច្រឡំ</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>The screen is locked</source>
        <translation>អេក្រង់ត្រូវបានចាក់សោ</translation>
    </message>
    <message>
        <source>What you were typing is kept. Type your password to go on.</source>
        <translation>អ្វីដែលអ្នកកំពុងវាយ ត្រូវបានទុក។ សូមវាយពាក្យសម្ងាត់ដើម្បីបន្ត។</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>ពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>Unlock the screen</source>
        <translation>ដោះសោអេក្រង់</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>ចេញពីប្រព័ន្ធ</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>History</source>
        <translation>ប្រវត្តិ</translation>
    </message>
</context>
<context>
    <name>LogoPart</name>
    <message>
        <source>Logo on papers</source>
        <translation>រូបសញ្ញាលើឯកសារ</translation>
    </message>
    <message>
        <source>Choose a logo…</source>
        <translation>ជ្រើសរូបសញ្ញា…</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>គ្មានរូបសញ្ញា</translation>
    </message>
    <message>
        <source>Papers have no logo. A chosen one stands at the right of their head.</source>
        <translation>ឯកសារគ្មានរូបសញ្ញាទេ។ រូបដែលបានជ្រើស នឹងនៅខាងស្តាំក្បាលឯកសារ។</translation>
    </message>
    <message>
        <source>It stands at the right of the head of every paper, on all computers of the office.</source>
        <translation>វានៅខាងស្តាំក្បាលឯកសារនីមួយៗ លើកុំព្យូទ័រទាំងអស់របស់អង្គភាព។</translation>
    </message>
    <message>
        <source>Choose a logo</source>
        <translation>ជ្រើសរូបសញ្ញា</translation>
    </message>
    <message>
        <source>Saved on this computer.</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
</context>
<context>
    <name>MappingFace</name>
    <message>
        <source>Item</source>
        <translation>ចំណុច</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>សំណួរ</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>ផ្នែក</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>ទម្ងន់</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>ធ្ងន់ធ្ងរ</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>ចំណុចត្រូវកែលម្អ</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>ចម្លើយ</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>ធ្ងន់ធ្ងរ</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>មិនរាប់បញ្ចូល</translation>
    </message>
    <message>
        <source>with a day</source>
        <translation>មានថ្ងៃកំណត់</translation>
    </message>
    <message>
        <source>cannot wait</source>
        <translation>រង់ចាំមិនបាន</translation>
    </message>
    <message>
        <source>never</source>
        <translation>មិនដែល</translation>
    </message>
    <message>
        <source>meaning missing</source>
        <translation>ខ្វះន័យ</translation>
    </message>
    <message>
        <source>understood</source>
        <translation>ច្បាស់ហើយ</translation>
    </message>
    <message>
        <source>What these answers mean (questions: {n})</source>
        <translation>ចម្លើយទាំងនេះមានន័យអ្វី (សំណួរ៖ {n})</translation>
    </message>
    <message>
        <source>For example: {question}</source>
        <translation>ឧទាហរណ៍៖ {question}</translation>
    </message>
    <message>
        <source>danger: yes</source>
        <translation>គ្រោះថ្នាក់៖ មាន</translation>
    </message>
    <message>
        <source>danger: no</source>
        <translation>គ្រោះថ្នាក់៖ គ្មាន</translation>
    </message>
    <message>
        <source>Each question with a number is an item of the inspection. Select one or more, then say what they are. A question about danger has no weight (0), never becomes a finding, and its answers mean “danger”. The full score, the cut-off and what proposes “critical” are set in the settings, under Rules, once the form is installed.</source>
        <translation>សំណួរនីមួយៗដែលមានលេខ គឺជាចំណុចនៃអធិការកិច្ច។ ជ្រើសរើសមួយ ឬច្រើន រួចបញ្ជាក់ថាវាជាអ្វី។ សំណួរអំពីគ្រោះថ្នាក់គ្មានទម្ងន់ (០) មិនក្លាយជាចំណុចត្រូវកែលម្អទេ ហើយចម្លើយរបស់វាមានន័យ «គ្រោះថ្នាក់»។ ពិន្ទុពេញ ពិន្ទុកំណត់ និងអ្វីដែលស្នើ «ធ្ងន់ធ្ងរ» កំណត់នៅ ការកំណត់ ក្រោមវិធាន ក្រោយពេលដំឡើងទម្រង់។</translation>
    </message>
    <message>
        <source>Number in order</source>
        <translation>ដាក់លេខតាមលំដាប់</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>មិនរាប់បញ្ចូល</translation>
    </message>
    <message>
        <source>Check the mapped form</source>
        <translation>ពិនិត្យទម្រង់ដែលបានភ្ជាប់</translation>
    </message>
    <message>
        <source>Number of the item</source>
        <translation>លេខចំណុច</translation>
    </message>
    <message>
        <source>Weight (points when met)</source>
        <translation>ទម្ងន់ (ពិន្ទុពេលអនុវត្តបាន)</translation>
    </message>
    <message>
        <source>Days to correct (may be empty)</source>
        <translation>ចំនួនថ្ងៃសម្រាប់កែលម្អ (អាចទទេ)</translation>
    </message>
    <message>
        <source>Becomes a finding</source>
        <translation>ក្លាយជាចំណុចត្រូវកែលម្អ</translation>
    </message>
    <message>
        <source>Version of the mapped form</source>
        <translation>កំណែនៃទម្រង់ដែលបានភ្ជាប់</translation>
    </message>
    <message>
        <source>Inspections that were made keep the version that they were made with</source>
        <translation>អធិការកិច្ចដែលបានធ្វើ រក្សាកំណែដែលបានប្រើ</translation>
    </message>
    <message>
        <source>Questions of the checklist</source>
        <translation>សំណួរនៃបញ្ជីត្រួតពិនិត្យ</translation>
    </message>
    <message>
        <source>This form has no question that offers one choice out of a list.</source>
        <translation>ទម្រង់នេះគ្មានសំណួរដែលមានជម្រើសតែមួយពីក្នុងបញ្ជីទេ។</translation>
    </message>
</context>
<context>
    <name>MatchTable</name>
    <message>
        <source>Place the child there…</source>
        <translation>ទុកដាក់កុមារនៅទីនោះ…</translation>
    </message>
</context>
<context>
    <name>Measures</name>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>វិធានការ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>រហូតដល់</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>អ្នកសម្រេច</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>លេខ</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>មូលហេតុ</translation>
    </message>
    <message>
        <source>Ended on {day}: {why}</source>
        <translation>បញ្ចប់នៅ {day}៖ {why}</translation>
    </message>
    <message>
        <source>Holds; the head has still to look at it</source>
        <translation>មានប្រសិទ្ធភាព ប្រធានមិនទាន់ពិនិត្យ</translation>
    </message>
    <message>
        <source>Waits for the head</source>
        <translation>រង់ចាំប្រធានពិនិត្យ</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>មានប្រសិទ្ធភាព</translation>
    </message>
    <message>
        <source>Take a measure …</source>
        <translation>ចាត់វិធានការ …</translation>
    </message>
    <message>
        <source>I have looked at it</source>
        <translation>ខ្ញុំបានពិនិត្យហើយ</translation>
    </message>
    <message>
        <source>End the measure …</source>
        <translation>បញ្ចប់វិធានការ …</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>លិខិត</translation>
    </message>
    <message>
        <source>Measures about this facility</source>
        <translation>វិធានការលើកន្លែងថែទាំនេះ</translation>
    </message>
    <message>
        <source>There is no measure. A written warning, a suspension or a closure stands here.</source>
        <translation>មិនមានវិធានការទេ។ ការព្រមានជាលាយលក្ខណ៍អក្សរ ការព្យួរ ឬការបិទ នឹងនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Take a measure</source>
        <translation>ចាត់វិធានការ</translation>
    </message>
    <message>
        <source>Note the measure</source>
        <translation>កត់ត្រាវិធានការ</translation>
    </message>
    <message>
        <source>Day of the decision</source>
        <translation>ថ្ងៃសម្រេច</translation>
    </message>
    <message>
        <source>Authority that decided</source>
        <translation>អាជ្ញាធរដែលបានសម្រេច</translation>
    </message>
    <message>
        <source>Number of the paper</source>
        <translation>លេខលិខិត</translation>
    </message>
    <message>
        <source>Time to correct, or last day</source>
        <translation>រយៈពេលកែលម្អរហូតដល់ ឬថ្ងៃចុងក្រោយ</translation>
    </message>
    <message>
        <source>Reason (stands in the letter; no child&apos;s name, no allegation)</source>
        <translation>មូលហេតុ (នៅក្នុងលិខិត កុំសរសេរឈ្មោះកុមារ ឬការចោទប្រកាន់)</translation>
    </message>
    <message>
        <source>Why it ends</source>
        <translation>មូលហេតុដែលបញ្ចប់</translation>
    </message>
    <message>
        <source>Ends on</source>
        <translation>បញ្ចប់នៅថ្ងៃ</translation>
    </message>
    <message>
        <source>End the measure</source>
        <translation>បញ្ចប់វិធានការ</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>បញ្ចប់</translation>
    </message>
</context>
<context>
    <name>MomentField</name>
    <message>
        <source>{what}, day</source>
        <translation>{what} ថ្ងៃខែ</translation>
    </message>
    <message>
        <source>{what}, time</source>
        <translation>{what} ម៉ោង</translation>
    </message>
    <message>
        <source>The time is missing.</source>
        <translation>មិនទាន់មានម៉ោងទេ។</translation>
    </message>
    <message>
        <source>The day is missing.</source>
        <translation>មិនទាន់មានថ្ងៃខែទេ។</translation>
    </message>
    <message>
        <source>{field}: day</source>
        <translation>{field}៖ ថ្ងៃ</translation>
    </message>
    <message>
        <source>{field}: time</source>
        <translation>{field}៖ ម៉ោង</translation>
    </message>
    <message>
        <source>Say on which day, too.</source>
        <translation>សូមប្រាប់ថ្ងៃផង។</translation>
    </message>
</context>
<context>
    <name>MonthField</name>
    <message>
        <source>year</source>
        <translation>ឆ្នាំ</translation>
    </message>
    <message>
        <source>{what}, month</source>
        <translation>{what} ខែ</translation>
    </message>
    <message>
        <source>{what}, year</source>
        <translation>{what} ឆ្នាំ</translation>
    </message>
    <message>
        <source>Please choose the month too.</source>
        <translation>សូមជ្រើសរើសខែផង។</translation>
    </message>
    <message>
        <source>Please type the year in four digits.</source>
        <translation>សូមវាយឆ្នាំជាលេខបួនខ្ទង់។</translation>
    </message>
</context>
<context>
    <name>Months</name>
    <message>
        <source>{month}: {n} visits</source>
        <translation>{month}៖ ការចុះ {n}</translation>
    </message>
</context>
<context>
    <name>NamedTabs</name>
    <message>
        <source>Tabs before these</source>
        <translation>ផ្ទាំងមុនៗ</translation>
    </message>
    <message>
        <source>More tabs</source>
        <translation>ផ្ទាំងបន្ទាប់</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>Not confirmed yet: ask the family how they write it, then tick that it is confirmed.</source>
        <translation>មិនទាន់បញ្ជាក់ទេ៖ សូមសួរគ្រួសារថាសរសេរដូចម្ដេច រួចគូសថាបានបញ្ជាក់។</translation>
    </message>
</context>
<context>
    <name>NoConsentPage</name>
    <message>
        <source>Case number</source>
        <translation>លេខករណី</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
    <message>
        <source>For what</source>
        <translation>សម្រាប់អ្វី</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>មូលហេតុ</translation>
    </message>
    <message>
        <source>Look at it until</source>
        <translation>ពិនិត្យត្រឹមថ្ងៃ</translation>
    </message>
    <message>
        <source>Acts without consent</source>
        <translation>ការធ្វើដោយគ្មានការយល់ព្រម</translation>
    </message>
    <message>
        <source>In the best interests of a child somebody acted without consent. The head of the office looks at each.</source>
        <translation>ដើម្បីឧត្តមប្រយោជន៍របស់កុមារ មានអ្នកបានធ្វើដោយគ្មានការយល់ព្រម។ ប្រធានអង្គភាពត្រូវពិនិត្យម្ដងៗ។</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Note that I looked at it (Ctrl+Enter)</source>
        <translation>កត់ត្រាថាខ្ញុំបានពិនិត្យ (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>បើកមើលករណី</translation>
    </message>
    <message>
        <source>Nothing waits. An act without consent, with its reason, appears here by itself.</source>
        <translation>គ្មានអ្វីរង់ចាំទេ។ ការធ្វើដោយគ្មានការយល់ព្រម ព្រមទាំងមូលហេតុ នឹងបង្ហាញនៅទីនេះដោយស្វ័យប្រវត្តិ។</translation>
    </message>
    <message>
        <source>You wrote this yourself: another head looks at it.</source>
        <translation>អ្នកបានសរសេររឿងនេះដោយខ្លួនឯង៖ ប្រធានផ្សេងត្រូវពិនិត្យ។</translation>
    </message>
    <message>
        <source>Remark (may be empty)</source>
        <translation>កំណត់សម្គាល់ (អាចទទេ)</translation>
    </message>
    <message>
        <source>I looked at this act without consent</source>
        <translation>ខ្ញុំបានពិនិត្យការធ្វើដោយគ្មានការយល់ព្រមនេះ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Put this message away</source>
        <translation>បិទសារនេះ</translation>
    </message>
</context>
<context>
    <name>Number</name>
    <message>
        <source>Please type a number, with a point before decimals: 1500 or 1.5.</source>
        <translation>សូមវាយលេខ ដោយដាក់ចំណុចមុខខ្ទង់ទសភាគ៖ ១៥០០ ឬ ១.៥។</translation>
    </message>
    <message>
        <source>Please type a whole number.</source>
        <translation>សូមវាយជាចំនួនគត់។</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>Please type a whole number.</source>
        <translation>សូមវាយជាចំនួនគត់។</translation>
    </message>
    <message>
        <source>The number must be from {low} to {high}.</source>
        <translation>ចំនួនត្រូវនៅចន្លោះពី {low} ដល់ {high}។</translation>
    </message>
</context>
<context>
    <name>NumbersModel</name>
    <message>
        <source>{row}, {heads}: {now}; last month {last}</source>
        <translation>{row}, {heads}៖ {now}។ ខែមុន {last}</translation>
    </message>
</context>
<context>
    <name>OfficeField</name>
    <message>
        <source>Please choose a line of the list.</source>
        <translation>សូមជ្រើសមួយជួរក្នុងបញ្ជី។</translation>
    </message>
</context>
<context>
    <name>PaperDesk</name>
    <message>
        <source>Save as PDF</source>
        <translation>រក្សាទុកជា PDF</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>បានរក្សាទុក៖ {file}</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>Full</source>
        <translation>ពេញលេញ</translation>
    </message>
    <message>
        <source>For the signature of the authority</source>
        <translation>សម្រាប់ហត្ថលេខាអាជ្ញាធរ</translation>
    </message>
    <message>
        <source>For the family</source>
        <translation>សម្រាប់គ្រួសារ</translation>
    </message>
    <message>
        <source>For the facility</source>
        <translation>សម្រាប់កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>For others</source>
        <translation>សម្រាប់អ្នកដទៃ</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>ឯកសារ</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>ច្បាប់</translation>
    </message>
    <message>
        <source>Language of the paper</source>
        <translation>ភាសាលើក្រដាស</translation>
    </message>
    <message>
        <source>Number of the office</source>
        <translation>លេខរបស់អង្គភាព</translation>
    </message>
    <message>
        <source>Copies to</source>
        <translation>ចម្លងជូន</translation>
    </message>
    <message>
        <source>Several are parted by commas.</source>
        <translation>បើមានច្រើន សូមខណ្ឌដោយសញ្ញាក្បៀស។</translation>
    </message>
    <message>
        <source>Leave parts out</source>
        <translation>ដកផ្នែកខ្លះចេញ</translation>
    </message>
    <message>
        <source>Parts on the paper</source>
        <translation>ផ្នែកនៅលើឯកសារ</translation>
    </message>
    <message>
        <source>Filled forms on the paper, with their answers</source>
        <translation>ទម្រង់ដែលបានបំពេញនៅលើឯកសារ ព្រមទាំងចម្លើយ</translation>
    </message>
    <message>
        <source>The last one given: {number}</source>
        <translation>លេខចុងក្រោយ៖ {number}</translation>
    </message>
</context>
<context>
    <name>PapersTab</name>
    <message>
        <source>Print a paper… (Ctrl+P)</source>
        <translation>បោះពុម្ពឯកសារ… (Ctrl+P)</translation>
    </message>
    <message>
        <source>Papers that were printed of this case stand here, with whom they are and when they came back.</source>
        <translation>ឯកសារដែលបានបោះពុម្ពពីករណីនេះ នឹងបង្ហាញនៅទីនេះ ថានៅអ្នកណា និងត្រឡប់មកវិញនៅពេលណា។</translation>
    </message>
</context>
<context>
    <name>PartDialog</name>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Throw away what you typed? If not, it is kept as a draft.</source>
        <translation>បោះបង់អ្វីដែលអ្នកបានវាយឬ? បើមិនបោះបង់ទេ វានឹងទុកជាសេចក្តីព្រាង។</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>បោះបង់</translation>
    </message>
</context>
<context>
    <name>PartTable</name>
    <message>
        <source>Add</source>
        <translation>បន្ថែម</translation>
    </message>
    <message>
        <source>Go on with the draft</source>
        <translation>បន្តសេចក្តីព្រាង</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>កែ</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>ដកចេញ</translation>
    </message>
    <message>
        <source>History</source>
        <translation>ប្រវត្តិ</translation>
    </message>
    <message>
        <source>Take this entry out? Undo (Ctrl+Z) brings it back.</source>
        <translation>ដកព័ត៌មាននេះចេញ? ចុច Ctrl+Z ដើម្បីយកមកវិញ។</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>Placement</source>
        <translation>ការទុកដាក់</translation>
    </message>
    <message>
        <source>Where the child was placed stands here.</source>
        <translation>កន្លែងដែលកុមារត្រូវបានទុកដាក់នឹងបង្ហាញនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Answers on options of care</source>
        <translation>ចម្លើយអំពីជម្រើសនៃការថែទាំ</translation>
    </message>
    <message>
        <source>Whether a family was found before a facility stands here.</source>
        <translation>ទីនេះបង្ហាញថាបានរកគ្រួសារមុនកន្លែងថែទាំកុមារឬទេ។</translation>
    </message>
    <message>
        <source>Who lives there</source>
        <translation>អ្នករស់នៅទីនោះ</translation>
    </message>
    <message>
        <source>Everybody who lives in the household stands here, and who was checked.</source>
        <translation>អ្នករស់នៅក្នុងគ្រួសារទាំងអស់នៅទីនេះ រួមទាំងអ្នកដែលបានត្រួតពិនិត្យ។</translation>
    </message>
    <message>
        <source>Visits, training, reviews</source>
        <translation>ការចុះជួប ការបណ្តុះបណ្តាល និងការពិនិត្យ</translation>
    </message>
    <message>
        <source>Assessment, training, visits and the review of each year stand here.</source>
        <translation>ការវាយតម្លៃ ការបណ្តុះបណ្តាល ការចុះជួប និងការពិនិត្យប្រចាំឆ្នាំនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Support money of the chosen placement</source>
        <translation>ប្រាក់ឧបត្ថម្ភសម្រាប់ការទុកដាក់ដែលបានជ្រើស</translation>
    </message>
    <message>
        <source>Money for the household of a placement stands here, with what was paid.</source>
        <translation>ប្រាក់សម្រាប់គ្រួសារថែទាំ និងអ្វីដែលបានបើក នៅទីនេះ។</translation>
    </message>
    <message>
        <source>Households that were proposed</source>
        <translation>គ្រួសារដែលបានស្នើ</translation>
    </message>
    <message>
        <source>Which household was asked for this child, and what became of it, stands here.</source>
        <translation>ទីនេះបង្ហាញគ្រួសារដែលបានសាកសួរសម្រាប់កុមារនេះ និងលទ្ធផល។</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>ការយល់ព្រម</translation>
    </message>
    <message>
        <source>Each answer on consent stands here with its day; none is ever deleted.</source>
        <translation>ចម្លើយនីមួយៗអំពីការយល់ព្រមនឹងបង្ហាញនៅទីនេះ ជាមួយថ្ងៃ។ មិនត្រូវលុបទេ។</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>មូលហេតុ</translation>
    </message>
    <message>
        <source>Which data may be shared</source>
        <translation>ទិន្នន័យណាដែលអាចចែករំលែក</translation>
    </message>
    <message>
        <source>Allegations heard and reported</source>
        <translation>ការចោទប្រកាន់ដែលបានឮ និងបានរាយការណ៍</translation>
    </message>
    <message>
        <source>No allegation was noted.</source>
        <translation>មិនមានការចោទប្រកាន់ទេ។</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>ឧប្បត្តិហេតុ</translation>
    </message>
    <message>
        <source>What happened to the child, each time with its day, stands here.</source>
        <translation>អ្វីដែលបានកើតឡើងចំពោះកុមារ ម្ដងៗជាមួយថ្ងៃខែ មាននៅទីនេះ។</translation>
    </message>
    <message>
        <source>Kind of violence</source>
        <translation>ប្រភេទអំពើហិង្សា</translation>
    </message>
    <message>
        <source>At what time</source>
        <translation>នៅម៉ោងប៉ុន្មាន</translation>
    </message>
    <message>
        <source>Kind of place</source>
        <translation>ប្រភេទកន្លែង</translation>
    </message>
    <message>
        <source>Did this happen before</source>
        <translation>តើធ្លាប់កើតឡើងពីមុនទេ</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>អ្វីបានកើតឡើង</translation>
    </message>
    <message>
        <source>Reported at</source>
        <translation>បានរាយការណ៍នៅ</translation>
    </message>
    <message>
        <source>Number of the report</source>
        <translation>លេខរបាយការណ៍</translation>
    </message>
    <message>
        <source>Medical examination at</source>
        <translation>ពិនិត្យសុខភាពនៅ</translation>
    </message>
    <message>
        <source>Where examined</source>
        <translation>កន្លែងពិនិត្យសុខភាព</translation>
    </message>
    <message>
        <source>Other kinds of violence in this incident</source>
        <translation>អំពើហិង្សាប្រភេទផ្សេងទៀតក្នុងឧប្បត្តិហេតុនេះ</translation>
    </message>
    <message>
        <source>Choose an incident above. If there was more than one kind of violence, add it here.</source>
        <translation>សូមជ្រើសឧប្បត្តិហេតុខាងលើ។ បើមានអំពើហិង្សាលើសពីមួយប្រភេទ សូមបន្ថែមនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Search for family</source>
        <translation>ការស្វែងរកគ្រួសារ</translation>
    </message>
    <message>
        <source>Whom the child has lost and who is sought stands here.</source>
        <translation>អ្នកដែលកុមារបានបាត់ និងអ្នកដែលកំពុងស្វែងរក មាននៅទីនេះ។</translation>
    </message>
    <message>
        <source>Who is sought</source>
        <translation>អ្នកដែលត្រូវស្វែងរក</translation>
    </message>
    <message>
        <source>Last known: place, day, phone, who saw the person</source>
        <translation>ព័ត៌មានចុងក្រោយ៖ កន្លែង ថ្ងៃ ទូរសព្ទ អ្នកដែលបានឃើញ</translation>
    </message>
    <message>
        <source>Where the search stands</source>
        <translation>ស្ថានភាពនៃការស្វែងរក</translation>
    </message>
    <message>
        <source>Relationship verified on</source>
        <translation>បានផ្ទៀងផ្ទាត់ទំនាក់ទំនងនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>What the child wishes</source>
        <translation>បំណងរបស់កុមារ</translation>
    </message>
    <message>
        <source>What the family wishes</source>
        <translation>បំណងរបស់គ្រួសារ</translation>
    </message>
    <message>
        <source>What was done in this search</source>
        <translation>អ្វីដែលបានធ្វើក្នុងការស្វែងរកនេះ</translation>
    </message>
    <message>
        <source>Choose a search above, then add each call, visit and letter with its result.</source>
        <translation>សូមជ្រើសការស្វែងរកខាងលើ រួចបន្ថែមការហៅ ការចុះ និងលិខិត ម្ដងៗជាមួយលទ្ធផល។</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>អ្វីដែលបានធ្វើ</translation>
    </message>
    <message>
        <source>Leaving care</source>
        <translation>ការចាកចេញពីការថែទាំ</translation>
    </message>
    <message>
        <source>At 18 a child in care needs a plan, papers in hand and after-care.</source>
        <translation>នៅអាយុ ១៨ ឆ្នាំ កុមារក្នុងការថែទាំត្រូវមានផែនការ ឯកសារនៅក្នុងដៃ និងការតាមថែទាំក្រោយចាកចេញ។</translation>
    </message>
    <message>
        <source>Plan for living alone</source>
        <translation>ផែនការរស់នៅដោយខ្លួនឯង</translation>
    </message>
    <message>
        <source>Papers in hand</source>
        <translation>ឯកសារនៅក្នុងដៃ</translation>
    </message>
    <message>
        <source>Housing</source>
        <translation>កន្លែងស្នាក់នៅ</translation>
    </message>
    <message>
        <source>Money, work</source>
        <translation>ប្រាក់ ការងារ</translation>
    </message>
    <message>
        <source>After-care until</source>
        <translation>តាមថែទាំរហូតដល់ថ្ងៃ</translation>
    </message>
    <message>
        <source>Left care on</source>
        <translation>បានចាកចេញពីការថែទាំនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>What the child and the family say of the help</source>
        <translation>យោបល់របស់កុមារ និងគ្រួសារអំពីជំនួយ</translation>
    </message>
    <message>
        <source>Ask the child and the family, also when the case is closed.</source>
        <translation>សូមសួរកុមារ និងគ្រួសារ ទោះបីករណីបានបិទក៏ដោយ។</translation>
    </message>
    <message>
        <source>Who says so</source>
        <translation>អ្នកដែលនិយាយ</translation>
    </message>
    <message>
        <source>Rating, 1 (bad) to 5 (good)</source>
        <translation>ការវាយតម្លៃ ១ (មិនល្អ) ដល់ ៥ (ល្អ)</translation>
    </message>
    <message>
        <source>Own words</source>
        <translation>ពាក្យរបស់គេផ្ទាល់</translation>
    </message>
    <message>
        <source>Who reported (restricted)</source>
        <translation>អ្នករាយការណ៍ (សម្ងាត់)</translation>
    </message>
    <message>
        <source>Nobody is noted.</source>
        <translation>មិនទាន់មានអ្នកណាទេ។</translation>
    </message>
    <message>
        <source>Safety plans (restricted)</source>
        <translation>ផែនការសុវត្ថិភាព (ព័ត៌មានសម្ងាត់)</translation>
    </message>
    <message>
        <source>No safety plan yet. Make one with the child or the carer while there is danger.</source>
        <translation>មិនទាន់មានផែនការសុវត្ថិភាពទេ។ សូមធ្វើមួយជាមួយកុមារ ឬអ្នកថែទាំ ក្នុងពេលមានគ្រោះថ្នាក់។</translation>
    </message>
    <message>
        <source>What is the danger</source>
        <translation>អ្វីជាគ្រោះថ្នាក់</translation>
    </message>
    <message>
        <source>Warning signs</source>
        <translation>សញ្ញាព្រមាន</translation>
    </message>
    <message>
        <source>Safe places</source>
        <translation>កន្លែងមានសុវត្ថិភាព</translation>
    </message>
    <message>
        <source>Safe people</source>
        <translation>អ្នកដែលទុកចិត្តបាន</translation>
    </message>
    <message>
        <source>Code word</source>
        <translation>ពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>What to do at night</source>
        <translation>អ្វីត្រូវធ្វើពេលយប់</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>ធ្វើនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Look through it again on</source>
        <translation>ពិនិត្យឡើងវិញនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Talks with the child (restricted)</source>
        <translation>ការសន្ទនាជាមួយកុមារ (ព័ត៌មានសម្ងាត់)</translation>
    </message>
    <message>
        <source>Write down the child&apos;s own words here, as they were said.</source>
        <translation>សូមកត់ពាក្យសម្ដីរបស់កុមារនៅទីនេះ តាមដែលកុមារបាននិយាយ។</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>កន្លែងណា</translation>
    </message>
    <message>
        <source>Who talked to the child</source>
        <translation>អ្នកដែលបានសន្ទនាជាមួយកុមារ</translation>
    </message>
    <message>
        <source>The child&apos;s words</source>
        <translation>ពាក្យសម្ដីរបស់កុមារ</translation>
    </message>
    <message>
        <source>Alleged perpetrator (restricted)</source>
        <translation>អ្នកដែលត្រូវចោទថាបានធ្វើបាប (សម្ងាត់)</translation>
    </message>
    <message>
        <source>Household of the register to which this person belongs</source>
        <translation>គ្រួសារថែទាំក្នុងបញ្ជីដែលអ្នកនេះរស់នៅ</translation>
    </message>
    <message>
        <source>Where this person lives</source>
        <translation>កន្លែងដែលអ្នកនេះរស់នៅ</translation>
    </message>
    <message>
        <source>Lives with the child</source>
        <translation>រស់នៅជាមួយកុមារ</translation>
    </message>
    <message>
        <source>What came of the allegation</source>
        <translation>លទ្ធផលនៃការចោទប្រកាន់</translation>
    </message>
    <message>
        <source>Episodes: opened and closed</source>
        <translation>វគ្គ៖ បើក និងបិទ</translation>
    </message>
    <message>
        <source>Nothing was noted yet.</source>
        <translation>មិនទាន់មានអ្វីបានកត់ត្រាទេ។</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>លេខ</translation>
    </message>
    <message>
        <source>Reason for opening</source>
        <translation>មូលហេតុនៃការបើក</translation>
    </message>
    <message>
        <source>Requests and decisions</source>
        <translation>សំណើ និងការសម្រេច</translation>
    </message>
    <message>
        <source>Nothing was asked for yet.</source>
        <translation>មិនទាន់មានសំណើទេ។</translation>
    </message>
    <message>
        <source>Asked for on</source>
        <translation>ស្នើសុំនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>What</source>
        <translation>អ្វី</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>ស្នើសុំដោយ</translation>
    </message>
    <message>
        <source>Decided on</source>
        <translation>សម្រេចនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>មតិយោបល់</translation>
    </message>
    <message>
        <source>The same person as (if written down already)</source>
        <translation>មនុស្សតែម្នាក់ជាមួយ (បើបានសរសេររួចហើយ)</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>អ្នកដែលអាចទាក់ទង</translation>
    </message>
    <message>
        <source>Phones stand here, each with whether it is safe to call.</source>
        <translation>លេខទូរសព្ទនឹងបង្ហាញនៅទីនេះ ជាមួយព័ត៌មានថាហៅបានដោយសុវត្ថិភាពឬអត់។</translation>
    </message>
    <message>
        <source>Family and household</source>
        <translation>គ្រួសារ និងអ្នករស់នៅជាមួយ</translation>
    </message>
    <message>
        <source>Parents, brothers, sisters and carers stand here.</source>
        <translation>ឪពុកម្តាយ បងប្អូន និងអ្នកថែទាំនឹងបង្ហាញនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>សុខភាព</translation>
    </message>
    <message>
        <source>Vaccinations, allergies, illnesses and medicine stand here.</source>
        <translation>ការចាក់វ៉ាក់សាំង ប្រតិកម្មអាលែកស៊ី ជំងឺ និងថ្នាំ នៅទីនេះ។</translation>
    </message>
    <message>
        <source>What is known</source>
        <translation>អ្វីដែលដឹង</translation>
    </message>
    <message>
        <source>Notes and visits</source>
        <translation>កំណត់ចំណាំ</translation>
    </message>
    <message>
        <source>Every call, talk and visit stands here, with its light.</source>
        <translation>ការហៅ ការជួប និងការចុះជួបទាំងអស់ ជាមួយភ្លើងរបស់វា នឹងបង្ហាញនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Purpose of the visit</source>
        <translation>គោលបំណងនៃការចុះសួរសុខទុក្ខ</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>ទីកន្លែង</translation>
    </message>
    <message>
        <source>New problems found</source>
        <translation>បញ្ហាថ្មីដែលរកឃើញ</translation>
    </message>
    <message>
        <source>What was done about them</source>
        <translation>អ្វីដែលបានធ្វើចំពោះបញ្ហានោះ</translation>
    </message>
    <message>
        <source>Closing the case is recommended</source>
        <translation>ស្នើឱ្យបិទករណី</translation>
    </message>
    <message>
        <source>Done by</source>
        <translation>ធ្វើដោយ</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ភ្លឺ</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>កិច្ចការ</translation>
    </message>
    <message>
        <source>What is to be done in this case, until when and by whom.</source>
        <translation>អ្វីដែលត្រូវធ្វើក្នុងករណីនេះ ត្រឹមថ្ងៃណា និងដោយនរណា។</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>អ្វីដែលត្រូវធ្វើ</translation>
    </message>
    <message>
        <source>Until when</source>
        <translation>ធ្វើរួចត្រឹមថ្ងៃ</translation>
    </message>
    <message>
        <source>Who does it</source>
        <translation>អ្នកធ្វើ</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Done on</source>
        <translation>បានធ្វើនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>សញ្ញាសម្គាល់</translation>
    </message>
    <message>
        <source>A flag says what nobody may overlook in this case, until it is cleared.</source>
        <translation>សញ្ញាសម្គាល់ប្រាប់អ្វីដែលមិនត្រូវមើលរំលងក្នុងករណីនេះ រហូតដល់គេដកចេញ។</translation>
    </message>
    <message>
        <source>What nobody may overlook</source>
        <translation>អ្វីដែលមិនត្រូវមើលរំលង</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>ចាប់ពី</translation>
    </message>
    <message>
        <source>By</source>
        <translation>ដោយ</translation>
    </message>
    <message>
        <source>Cleared on</source>
        <translation>បានដកនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Why it was cleared</source>
        <translation>មូលហេតុដក</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>Type of child</source>
        <translation>ប្រភេទកុមារ</translation>
    </message>
    <message>
        <source>Protection concerns</source>
        <translation>បញ្ហាដែលជាកង្វល់</translation>
    </message>
    <message>
        <source>What the child faces or went through stands here.</source>
        <translation>អ្វីដែលកុមារប្រឈម ឬទទួលរង នឹងបង្ហាញនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Risk level over time</source>
        <translation>កម្រិតហានិភ័យតាមពេលវេលា</translation>
    </message>
    <message>
        <source>No risk level was set yet.</source>
        <translation>មិនទាន់បានកំណត់កម្រិតហានិភ័យទេ។</translation>
    </message>
    <message>
        <source>Strengths</source>
        <translation>ចំណុចខ្លាំង</translation>
    </message>
    <message>
        <source>Needs and dangers</source>
        <translation>តម្រូវការ និងគ្រោះថ្នាក់</translation>
    </message>
    <message>
        <source>Actions of the plan</source>
        <translation>សកម្មភាពក្នុងផែនការ</translation>
    </message>
    <message>
        <source>What is to be done, by whom and until when stands here. Low scores come by themselves.</source>
        <translation>អ្វីដែលត្រូវធ្វើ ដោយអ្នកណា និងត្រឹមពេលណា នៅទីនេះ។ ពិន្ទុទាបចូលមកដោយស្វ័យប្រវត្តិ។</translation>
    </message>
    <message>
        <source>Need</source>
        <translation>តម្រូវការ</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>គោលដៅ</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>សកម្មភាព</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>Restricted words of the note</source>
        <translation>ពាក្យសម្ងាត់របស់កំណត់ចំណាំ</translation>
    </message>
    <message>
        <source>What only people with the right may read of the chosen note stands here.</source>
        <translation>ពាក្យក្នុងកំណត់ចំណាំដែលបានជ្រើស ដែលមានតែអ្នកមានសិទ្ធិអាចអានបាន ស្ថិតនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Only for who may see</source>
        <translation>សម្រាប់តែអ្នកមានសិទ្ធិមើល</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>អត្ថបទ</translation>
    </message>
    <message>
        <source>Plan of the case</source>
        <translation>ផែនការករណី</translation>
    </message>
    <message>
        <source>There is no plan yet.</source>
        <translation>មិនទាន់មានផែនការទេ។</translation>
    </message>
    <message>
        <source>Plan number</source>
        <translation>ផែនការលើកទី</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>ធ្វើដោយ</translation>
    </message>
    <message>
        <source>How often it is looked at</source>
        <translation>ភាពញឹកញាប់នៃការតាមដាន</translation>
    </message>
    <message>
        <source>Review on</source>
        <translation>ពិនិត្យឡើងវិញនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>សេវា</translation>
    </message>
    <message>
        <source>Services that were asked for and given stand here, with who gives them.</source>
        <translation>សេវាដែលបានស្នើសុំ និងបានផ្តល់ នៅទីនេះ ជាមួយអ្នកផ្តល់សេវា។</translation>
    </message>
    <message>
        <source>Type of service</source>
        <translation>ប្រភេទសេវា</translation>
    </message>
    <message>
        <source>Kind of service</source>
        <translation>ប្រភេទរងនៃសេវា</translation>
    </message>
    <message>
        <source>Who gives it</source>
        <translation>អ្នកផ្តល់សេវា</translation>
    </message>
    <message>
        <source>Kind of provider</source>
        <translation>ប្រភេទអ្នកផ្តល់សេវា</translation>
    </message>
    <message>
        <source>Facility that gives it</source>
        <translation>កន្លែងថែទាំដែលផ្តល់សេវានេះ</translation>
    </message>
    <message>
        <source>Referral that it came from</source>
        <translation>ការបញ្ជូនដែលសេវានេះកើតឡើង</translation>
    </message>
    <message>
        <source>Within what time</source>
        <translation>រយៈពេលកំណត់</translation>
    </message>
    <message>
        <source>Within the time until</source>
        <translation>ត្រូវផ្តល់ត្រឹម</translation>
    </message>
    <message>
        <source>Appointment on</source>
        <translation>ណាត់ជួបនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Given from</source>
        <translation>បានផ្តល់ពីថ្ងៃ</translation>
    </message>
    <message>
        <source>Finished on</source>
        <translation>បញ្ចប់នៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Case conferences</source>
        <translation>ប្រជុំករណី</translation>
    </message>
    <message>
        <source>Who met about the case and what was decided stands here.</source>
        <translation>អ្នកដែលបានប្រជុំអំពីករណី និងអ្វីដែលបានសម្រេច នៅទីនេះ។</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
    <message>
        <source>Why they met</source>
        <translation>មូលហេតុប្រជុំ</translation>
    </message>
    <message>
        <source>They meet again on</source>
        <translation>ប្រជុំម្តងទៀតនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Who attended</source>
        <translation>អ្នកចូលរួម</translation>
    </message>
    <message>
        <source>What was decided</source>
        <translation>សេចក្តីសម្រេច</translation>
    </message>
    <message>
        <source>Not in the plan yet</source>
        <translation>មិនទាន់មានក្នុងផែនការ</translation>
    </message>
    <message>
        <source>Referrals</source>
        <translation>ការបញ្ជូន</translation>
    </message>
    <message>
        <source>The child was referred to nobody yet. The menu “More” makes a referral.</source>
        <translation>កុមារមិនទាន់ត្រូវបានបញ្ជូនទៅណាទេ។ ម៉ឺនុយ «ច្រើនទៀត» ប្រើសម្រាប់បញ្ជូន។</translation>
    </message>
    <message>
        <source>Kind of receiver</source>
        <translation>ប្រភេទអ្នកទទួល</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>អង្គភាព</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>អ្នកទទួល</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>អ្វីដែលស្នើសុំ</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>អ្នកឆ្លើយ</translation>
    </message>
    <message>
        <source>Note of the answer</source>
        <translation>កំណត់ចំណាំនៃចម្លើយ</translation>
    </message>
    <message>
        <source>Hand-overs</source>
        <translation>ការប្រគល់</translation>
    </message>
    <message>
        <source>The case was never handed over.</source>
        <translation>ករណីមិនដែលត្រូវបានប្រគល់ទេ។</translation>
    </message>
    <message>
        <source>From</source>
        <translation>ពី</translation>
    </message>
    <message>
        <source>To</source>
        <translation>ទៅ</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>រហូតដល់</translation>
    </message>
    <message>
        <source>Danger and safety plan</source>
        <translation>គ្រោះថ្នាក់ និងផែនការសុវត្ថិភាព</translation>
    </message>
    <message>
        <source>Signatures on paper</source>
        <translation>ហត្ថលេខាលើក្រដាស</translation>
    </message>
    <message>
        <source>Nobody has signed yet.</source>
        <translation>មិនទាន់មានអ្នកណាចុះហត្ថលេខាទេ។</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>ចុះហត្ថលេខានៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Who signed</source>
        <translation>អ្នកចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>How</source>
        <translation>របៀប</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>សាក្សី</translation>
    </message>
    <message>
        <source>Staff and volunteers</source>
        <translation>បុគ្គលិក និងអ្នកស្ម័គ្រចិត្ត</translation>
    </message>
    <message>
        <source>Everybody who works here stands here, paid or not, with the background check.</source>
        <translation>អ្នកធ្វើការទីនេះទាំងអស់ មានប្រាក់ខែ ឬអត់ បង្ហាញទីនេះ ជាមួយការពិនិត្យប្រវត្តិ។</translation>
    </message>
    <message>
        <source>Rooms in which children sleep</source>
        <translation>បន្ទប់គេងរបស់កុមារ</translation>
    </message>
    <message>
        <source>Each room in which children sleep stands here, with its places and beds.</source>
        <translation>បន្ទប់គេងនីមួយៗរបស់កុមារ បង្ហាញទីនេះ ជាមួយចំនួនកន្លែង និងគ្រែ។</translation>
    </message>
    <message>
        <source>Earlier names, places and owners</source>
        <translation>ឈ្មោះ ទីតាំង និងម្ចាស់មុនៗ</translation>
    </message>
    <message>
        <source>What the facility was called and where it stood before stands here.</source>
        <translation>ឈ្មោះ និងទីតាំងមុនៗរបស់កន្លែងថែទាំ បង្ហាញទីនេះ។</translation>
    </message>
</context>
<context>
    <name>PasswordCard</name>
    <message>
        <source>Your password</source>
        <translation>ពាក្យសម្ងាត់របស់អ្នក</translation>
    </message>
    <message>
        <source>Nobody can read your password, not even the administrator.</source>
        <translation>គ្មានអ្នកណាអាចអានពាក្យសម្ងាត់របស់អ្នកបានទេ សូម្បីអ្នកគ្រប់គ្រងប្រព័ន្ធ។</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>ប្តូរពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>New recovery code</source>
        <translation>លេខកូដសង្គ្រោះថ្មី</translation>
    </message>
    <message>
        <source>The password until now</source>
        <translation>ពាក្យសម្ងាត់បច្ចុប្បន្ន</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>ពាក្យសម្ងាត់ថ្មី</translation>
    </message>
    <message>
        <source>The password once more</source>
        <translation>វាយពាក្យសម្ងាត់ម្តងទៀត</translation>
    </message>
    <message>
        <source>The password is changed.</source>
        <translation>ពាក្យសម្ងាត់ត្រូវបានប្តូរ។</translation>
    </message>
    <message>
        <source>The sheet with the old code opens nothing any more. Lock the new one away.</source>
        <translation>សន្លឹកដែលមានលេខកូដចាស់ លែងបើកអ្វីបានទៀត។ សូមចាក់សោទុកសន្លឹកថ្មី។</translation>
    </message>
    <message>
        <source>Make a new code</source>
        <translation>បង្កើតលេខកូដថ្មី</translation>
    </message>
    <message>
        <source>Save the sheet</source>
        <translation>រក្សាទុកសន្លឹក</translation>
    </message>
    <message>
        <source>The new recovery code</source>
        <translation>លេខកូដសង្គ្រោះថ្មី</translation>
    </message>
</context>
<context>
    <name>PersonField</name>
    <message>
        <source>part of the name, or the phone</source>
        <translation>ផ្នែកមួយនៃឈ្មោះ ឬលេខទូរសព្ទ</translation>
    </message>
    <message>
        <source>Please choose a line of the list, or leave it empty.</source>
        <translation>សូមជ្រើសមួយបន្ទាត់ក្នុងបញ្ជី ឬទុកទទេ។</translation>
    </message>
</context>
<context>
    <name>PhoneField</name>
    <message>
        <source>A telephone number has 9 or 10 digits.</source>
        <translation>លេខទូរសព្ទមាន ៩ ឬ ១០ ខ្ទង់។</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Close the picture</source>
        <translation>បិទរូបភាព</translation>
    </message>
</context>
<context>
    <name>PlaceField</name>
    <message>
        <source>Latitude (north)</source>
        <translation>រយៈទទឹង (ជើង)</translation>
    </message>
    <message>
        <source>Longitude (east)</source>
        <translation>រយៈបណ្តោយ (កើត)</translation>
    </message>
    <message>
        <source>Altitude (m)</source>
        <translation>កម្ពស់ (ម)</translation>
    </message>
    <message>
        <source>Accuracy (m)</source>
        <translation>ភាពសុក្រឹត (ម)</translation>
    </message>
    <message>
        <source>The longitude is missing.</source>
        <translation>មិនទាន់មានរយៈបណ្តោយទេ។</translation>
    </message>
    <message>
        <source>Please type degrees: 11.5564, or 11°33&apos;23&quot;N.</source>
        <translation>សូមវាយជាដឺក្រេ៖ 11.5564 ឬ 11°33&apos;23&quot;N។</translation>
    </message>
</context>
<context>
    <name>Placement</name>
    <message>
        <source>Reason of the admission</source>
        <translation>មូលហេតុនៃការទទួលចូល</translation>
    </message>
    <message>
        <source>Brought by</source>
        <translation>នាំមកដោយ</translation>
    </message>
    <message>
        <source>Paper of the competent authority (number, date)</source>
        <translation>លិខិតរបស់អាជ្ញាធរមានសមត្ថកិច្ច (លេខ កាលបរិច្ឆេទ)</translation>
    </message>
    <message>
        <source>Why this is the best placement all the same</source>
        <translation>ហេតុអ្វីការទុកដាក់នេះនៅតែល្អបំផុត</translation>
    </message>
    <message>
        <source>End the placement before on the same day</source>
        <translation>បញ្ចប់ការទុកដាក់មុននៅថ្ងៃដដែល</translation>
    </message>
    <message>
        <source>Left empty, Komar writes a day by the rule of the office.</source>
        <translation>បើទុកទទេ Komar នឹងដាក់ថ្ងៃតាមវិធានរបស់អង្គភាព។</translation>
    </message>
    <message>
        <source>Name nobody here who may have done harm: everybody of the case reads it.</source>
        <translation>កុំដាក់ឈ្មោះអ្នកដែលសង្ស័យថាបានធ្វើបាបនៅទីនេះ ព្រោះអ្នកធ្វើការលើករណីទាំងអស់អានបាន។</translation>
    </message>
    <message>
        <source>Earlier options, in the order of the policy</source>
        <translation>ជម្រើសមុនៗ តាមលំដាប់ក្នុងគោលនយោបាយ</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>កន្លែងណា</translation>
    </message>
    <message>
        <source>Who decided, and until when</source>
        <translation>អ្នកណាសម្រេច និងរហូតដល់ពេលណា</translation>
    </message>
    <message>
        <source>What speaks against it</source>
        <translation>ចំណុចដែលមិនគាំទ្រការទុកដាក់នេះ</translation>
    </message>
    <message>
        <source>Nothing speaks against it.</source>
        <translation>គ្មានចំណុចណាមិនគាំទ្រទេ។</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Household of the register</source>
        <translation>គ្រួសារថែទាំក្នុងបញ្ជី</translation>
    </message>
    <message>
        <source>Who of the family cares for the child</source>
        <translation>អ្នកណាក្នុងគ្រួសារថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Formal: decided by a competent authority</source>
        <translation>ជាផ្លូវការ៖ សម្រេចដោយអាជ្ញាធរមានសមត្ថកិច្ច</translation>
    </message>
    <message>
        <source>Short or long term</source>
        <translation>រយៈពេលខ្លី ឬវែង</translation>
    </message>
    <message>
        <source>Which authority decided</source>
        <translation>អាជ្ញាធរណាសម្រេច</translation>
    </message>
    <message>
        <source>Number of the decision</source>
        <translation>លេខសេចក្តីសម្រេច</translation>
    </message>
    <message>
        <source>Decided on</source>
        <translation>សម្រេចនៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Expected end</source>
        <translation>រំពឹងថាបញ្ចប់នៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Brothers and sisters are together</source>
        <translation>បងប្អូននៅជាមួយគ្នា</translation>
    </message>
    <message>
        <source>Why they are apart</source>
        <translation>ហេតុអ្វីបងប្អូននៅដាច់គ្នា</translation>
    </message>
    <message>
        <source>Reason in spite of warnings</source>
        <translation>មូលហេតុទោះមានការព្រមាន</translation>
    </message>
    <message>
        <source>Why it ended</source>
        <translation>មូលហេតុនៃការបញ្ចប់</translation>
    </message>
    <message>
        <source>Option of care</source>
        <translation>ជម្រើសនៃការថែទាំ</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>ចម្លើយ</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>អ្នកឆ្លើយ</translation>
    </message>
</context>
<context>
    <name>PlacementActs</name>
    <message>
        <source>Go on with the approval…</source>
        <translation>បន្តការអនុម័ត…</translation>
    </message>
    <message>
        <source>Ask for approval…</source>
        <translation>ស្នើសុំការអនុម័ត…</translation>
    </message>
    <message>
        <source>Informal: no authority has approved it.</source>
        <translation>មិនផ្លូវការ៖ គ្មានអាជ្ញាធរណាបានអនុម័តទេ។</translation>
    </message>
    <message>
        <source>Approval: {state}, {day}</source>
        <translation>ការអនុម័ត៖ {state} {day}</translation>
    </message>
    <message>
        <source>There is no placement that could be approved.</source>
        <translation>គ្មានការទុកដាក់ដែលអាចអនុម័តបានទេ។</translation>
    </message>
    <message>
        <source>Ask for the approval of this placement</source>
        <translation>ស្នើសុំការអនុម័តការទុកដាក់នេះ</translation>
    </message>
    <message>
        <source>Save the request</source>
        <translation>រក្សាទុកសំណើ</translation>
    </message>
</context>
<context>
    <name>PlacementTable</name>
    <message>
        <source>End the placement…</source>
        <translation>បញ្ចប់ការទុកដាក់…</translation>
    </message>
    <message>
        <source>Note a signature…</source>
        <translation>កត់ត្រាហត្ថលេខា…</translation>
    </message>
    <message>
        <source>Spoke against it: {what}</source>
        <translation>ចំណុចដែលមិនគាំទ្រ៖ {what}</translation>
    </message>
    <message>
        <source>The reason is still missing: press “Change”.</source>
        <translation>នៅខ្វះមូលហេតុ៖ សូមចុច «កែប្រែ»។</translation>
    </message>
    <message>
        <source>Agreement signed by: {who}</source>
        <translation>កិច្ចព្រមព្រៀងបានចុះហត្ថលេខាដោយ៖ {who}</translation>
    </message>
    <message>
        <source>Agreement: not signed yet</source>
        <translation>កិច្ចព្រមព្រៀង៖ មិនទាន់បានចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>Agreement signed by: {who}; not yet: {left}</source>
        <translation>កិច្ចព្រមព្រៀងបានចុះហត្ថលេខាដោយ៖ {who} មិនទាន់៖ {left}</translation>
    </message>
    <message>
        <source>Who signed the agreement on paper</source>
        <translation>អ្នកណាចុះហត្ថលេខាលើកិច្ចព្រមព្រៀង</translation>
    </message>
    <message>
        <source>Note the signature</source>
        <translation>កត់ត្រាហត្ថលេខា</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>ទៅណា</translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation>ថ្ងៃបញ្ចប់</translation>
    </message>
    <message>
        <source>Why it ended</source>
        <translation>មូលហេតុនៃការបញ្ចប់</translation>
    </message>
    <message>
        <source>End the placement</source>
        <translation>បញ្ចប់ការទុកដាក់</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Latitude is at most 90; it seems that latitude and longitude are exchanged.</source>
        <translation>រយៈទទឹងមិនលើសពី 90 ទេ។ រយៈទទឹង និងរយៈបណ្តោយ ហាក់ដូចជាវាយច្រឡំគ្នា។</translation>
    </message>
    <message>
        <source>Latitude is at most 90 and longitude at most 180.</source>
        <translation>រយៈទទឹងមិនលើសពី 90 ហើយរយៈបណ្តោយមិនលើសពី 180 ទេ។</translation>
    </message>
</context>
<context>
    <name>PlanStrip</name>
    <message>
        <source>New plan…</source>
        <translation>ផែនការថ្មី…</translation>
    </message>
    <message>
        <source>Change the plan…</source>
        <translation>កែផែនការ…</translation>
    </message>
    <message>
        <source>Note a signature…</source>
        <translation>កត់ត្រាហត្ថលេខា…</translation>
    </message>
    <message>
        <source>Ask for approval…</source>
        <translation>ស្នើសុំការអនុម័ត…</translation>
    </message>
    <message>
        <source>Plan of the case</source>
        <translation>ផែនការករណី</translation>
    </message>
    <message>
        <source>There is no plan yet. The first action begins it.</source>
        <translation>មិនទាន់មានផែនការទេ។ សកម្មភាពទីមួយនឹងចាប់ផ្តើមផែនការ។</translation>
    </message>
    <message>
        <source>Plan of the case, version {number}</source>
        <translation>ផែនការករណី លើកទី {number}</translation>
    </message>
    <message>
        <source>Approval: {state}</source>
        <translation>ការអនុម័ត៖ {state}</translation>
    </message>
    <message>
        <source>{who}: not signed yet</source>
        <translation>{who}៖ មិនទាន់ចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>Made on {day}</source>
        <translation>ធ្វើនៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>review overdue since {day}</source>
        <translation>ការពិនិត្យឡើងវិញហួសកំណត់ពីថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>review on {day}</source>
        <translation>ពិនិត្យឡើងវិញនៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>witness: {name}</source>
        <translation>សាក្សី៖ {name}</translation>
    </message>
    <message>
        <source>A new plan takes over what is not done yet; the one before stays readable.</source>
        <translation>ផែនការថ្មីបន្តអ្វីដែលមិនទាន់ធ្វើរួច។ ផែនការមុននៅតែអាចអានបាន។</translation>
    </message>
    <message>
        <source>Begin the new plan</source>
        <translation>ចាប់ផ្តើមផែនការថ្មី</translation>
    </message>
    <message>
        <source>Change the plan</source>
        <translation>កែផែនការ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>What the head should know</source>
        <translation>អ្វីដែលប្រធានគួរដឹង</translation>
    </message>
    <message>
        <source>Ask for approval of the plan</source>
        <translation>ស្នើសុំការអនុម័តលើផែនការ</translation>
    </message>
    <message>
        <source>Ask for approval</source>
        <translation>ស្នើសុំការអនុម័ត</translation>
    </message>
    <message>
        <source>Who signed</source>
        <translation>អ្នកចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>How it was signed</source>
        <translation>របៀបចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>ចុះហត្ថលេខានៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>សាក្សី</translation>
    </message>
    <message>
        <source>A thumbprint needs a witness. No picture of it is kept.</source>
        <translation>ស្នាមមេដៃត្រូវមានសាក្សី។ មិនរក្សាទុករូបភាពនៃស្នាមមេដៃទេ។</translation>
    </message>
    <message>
        <source>Who signed the plan on paper</source>
        <translation>អ្នកដែលចុះហត្ថលេខាលើផែនការ</translation>
    </message>
    <message>
        <source>Note the signature</source>
        <translation>កត់ត្រាហត្ថលេខា</translation>
    </message>
</context>
<context>
    <name>Points</name>
    <message>
        <source>Points: {n}</source>
        <translation>ចំណុច៖ {n}</translation>
    </message>
</context>
<context>
    <name>PointsField</name>
    <message>
        <source>One point a line, latitude and longitude: {example}</source>
        <translation>មួយជួរចំណុចមួយ រយៈទទឹង និងរយៈបណ្តោយ៖ {example}</translation>
    </message>
    <message>
        <source>Line {n} is no point. Type latitude, longitude.</source>
        <translation>ជួរទី {n} មិនមែនជាចំណុចទេ។ សូមវាយរយៈទទឹង រួចរយៈបណ្តោយ។</translation>
    </message>
    <message>
        <source>An area has three points or more.</source>
        <translation>ផ្ទៃមួយត្រូវមានចំណុចបី ឬច្រើនជាងនេះ។</translation>
    </message>
    <message>
        <source>A way has two points or more.</source>
        <translation>ផ្លូវមួយត្រូវមានចំណុចពីរ ឬច្រើនជាងនេះ។</translation>
    </message>
</context>
<context>
    <name>PreviewBox</name>
    <message>
        <source>Page {number}</source>
        <translation>ទំព័រ {number}</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>រក្សាទុកជា PDF</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Stop</source>
        <translation>ឈប់</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} ក្នុងចំណោម {all}</translation>
    </message>
    <message>
        <source>about {n} seconds left</source>
        <translation>នៅសល់ប្រហែល {n} វិនាទី</translation>
    </message>
    <message>
        <source>about {n} minutes left</source>
        <translation>នៅសល់ប្រហែល {n} នាទី</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Hide the explanation</source>
        <translation>លាក់ការពន្យល់</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>ការពន្យល់</translation>
    </message>
    <message>
        <source>Must be answered</source>
        <translation>ត្រូវតែឆ្លើយ</translation>
    </message>
    <message>
        <source>Kept answer that is not among the choices: {value}</source>
        <translation>ចម្លើយដែលបានរក្សាទុក តែមិនមានក្នុងជម្រើស៖ {value}</translation>
    </message>
    <message>
        <source>Before: {answer}</source>
        <translation>លើកមុន៖ {answer}</translation>
    </message>
    <message>
        <source>This answer does not fit the question. {why}</source>
        <translation>ចម្លើយនេះមិនត្រូវនឹងសំណួរទេ។ {why}</translation>
    </message>
</context>
<context>
    <name>Ranking</name>
    <message>
        <source>Higher</source>
        <translation>ឡើងលើ</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>ចុះក្រោម</translation>
    </message>
    <message>
        <source>Take this order</source>
        <translation>យកលំដាប់នេះ</translation>
    </message>
    <message>
        <source>No order</source>
        <translation>លុបលំដាប់</translation>
    </message>
    <message>
        <source>Alt with the arrows moves a line, a number puts it at that place.</source>
        <translation>ចុច Alt ជាមួយសញ្ញាព្រួញ ដើម្បីរំកិលជួរ ឬវាយលេខ ដើម្បីដាក់ជួរនៅលំដាប់នោះ។</translation>
    </message>
    <message>
        <source>Not put in order yet. Alt with the arrows moves a line, a number puts it at that place.</source>
        <translation>មិនទាន់រៀបលំដាប់ទេ។ ចុច Alt ជាមួយសញ្ញាព្រួញ ដើម្បីរំកិលជួរ ឬវាយលេខ ដើម្បីដាក់ជួរនៅលំដាប់នោះ។</translation>
    </message>
</context>
<context>
    <name>RawAnswers</name>
    <message>
        <source>Question</source>
        <translation>សំណួរ</translation>
    </message>
    <message>
        <source>Stored answer</source>
        <translation>ចម្លើយដែលបានរក្សាទុក</translation>
    </message>
    <message>
        <source>This form is not on this computer. Its answers are kept and shown as stored.</source>
        <translation>ទម្រង់នេះមិនមានក្នុងកុំព្យូទ័រនេះទេ។ ចម្លើយនៅតែរក្សាទុក ហើយបង្ហាញដូចដែលបានរក្សាទុក។</translation>
    </message>
    <message>
        <source>These answers are kept and go on with the form; this version has no question for them.</source>
        <translation>ចម្លើយទាំងនេះនៅតែរក្សាទុកជាមួយទម្រង់ ប៉ុន្តែកំណែនេះគ្មានសំណួរសម្រាប់ចម្លើយទាំងនេះទេ។</translation>
    </message>
    <message>
        <source>Stored answers</source>
        <translation>ចម្លើយដែលបានរក្សាទុក</translation>
    </message>
    <message>
        <source>There are no such answers.</source>
        <translation>មិនមានចម្លើយបែបនេះទេ។</translation>
    </message>
</context>
<context>
    <name>RecoverPage</name>
    <message>
        <source>A new password by the recovery code</source>
        <translation>ពាក្យសម្ងាត់ថ្មី តាមលេខកូដសង្គ្រោះ</translation>
    </message>
    <message>
        <source>The code is on the sheet that the office locked away when Komar was set up: six groups of five signs.</source>
        <translation>លេខកូដនៅលើសន្លឹកដែលអង្គភាពបានចាក់សោទុក ពេលរៀបចំ Komar៖ ប្រាំមួយក្រុម ក្រុមនីមួយៗប្រាំតួ។</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>លេខកូដសង្គ្រោះ</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>ឈ្មោះរបស់អ្នក</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>ពាក្យសម្ងាត់ថ្មី</translation>
    </message>
    <message>
        <source>At least 8 characters. A short sentence is easy to keep in mind.</source>
        <translation>យ៉ាងតិច ៨ តួ។ ឃ្លាខ្លីមួយងាយចាំ។</translation>
    </message>
    <message>
        <source>The password once more</source>
        <translation>វាយពាក្យសម្ងាត់ម្តងទៀត</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>ថយក្រោយ</translation>
    </message>
    <message>
        <source>Set the password and sign in</source>
        <translation>ដាក់ពាក្យសម្ងាត់ រួចចូលប្រើ</translation>
    </message>
</context>
<context>
    <name>ReferralsPage</name>
    <message>
        <source>Last note</source>
        <translation>កំណត់ចំណាំចុងក្រោយ</translation>
    </message>
    <message>
        <source>From</source>
        <translation>ពី</translation>
    </message>
    <message>
        <source>To</source>
        <translation>ទៅ</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>កុមារ</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>មិនបង្ហាញ</translation>
    </message>
    <message>
        <source>What</source>
        <translation>អ្វី</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>ចាប់ពី</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>លេខករណី</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>លេខទូរសព្ទ</translation>
    </message>
    <message>
        <source>Whom to ask</source>
        <translation>អ្នកដែលត្រូវសួរ</translation>
    </message>
    <message>
        <source>Offered on</source>
        <translation>ស្នើប្រគល់នៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Answered on</source>
        <translation>ថ្ងៃឆ្លើយ</translation>
    </message>
    <message>
        <source>Who referred</source>
        <translation>អ្នកបញ្ជូន</translation>
    </message>
    <message>
        <source>Ended by the sender</source>
        <translation>អ្នកបញ្ជូនបានបញ្ចប់</translation>
    </message>
    <message>
        <source>Goes out with the next exchange</source>
        <translation>នឹងចេញទៅនៅពេលផ្ញើ និងទទួលលើកក្រោយ</translation>
    </message>
    <message>
        <source>The leave is over</source>
        <translation>ការឈប់សម្រាកចប់ហើយ</translation>
    </message>
    <message>
        <source>{state}, urgent</source>
        <translation>{state} បន្ទាន់</translation>
    </message>
    <message>
        <source>Referrals and hand-overs</source>
        <translation>ការបញ្ជូន និងការប្រគល់</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Whoever offers a case stays responsible until it is accepted. Enter opens and answers a line.</source>
        <translation>អ្នកដែលស្នើប្រគល់ករណីនៅតែទទួលខុសត្រូវ រហូតដល់គេទទួលយក។ Enter បើក និងឆ្លើយ។</translation>
    </message>
    <message>
        <source>Look and answer…</source>
        <translation>មើល និងឆ្លើយ…</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>បើកមើលករណី</translation>
    </message>
    <message>
        <source>Accept all cases…</source>
        <translation>ទទួលយកករណីទាំងអស់…</translation>
    </message>
    <message>
        <source>To answer</source>
        <translation>ត្រូវឆ្លើយ</translation>
    </message>
    <message>
        <source>Nothing waits for your answer.</source>
        <translation>គ្មានអ្វីរង់ចាំចម្លើយរបស់អ្នកទេ។</translation>
    </message>
    <message>
        <source>Given from here</source>
        <translation>បានប្រគល់ពីទីនេះ</translation>
    </message>
    <message>
        <source>Nothing went out from here. A case is referred on its page.</source>
        <translation>គ្មានអ្វីចេញពីទីនេះទេ។ ករណីត្រូវបានបញ្ជូននៅលើទំព័ររបស់វា។</translation>
    </message>
    <message>
        <source>Cases that moved away</source>
        <translation>ករណីដែលបានផ្លាស់ទៅ</translation>
    </message>
    <message>
        <source>No case went to another office.</source>
        <translation>គ្មានករណីណាបានទៅអង្គភាពផ្សេងទេ។</translation>
    </message>
    <message>
        <source>Answered from here</source>
        <translation>បានឆ្លើយពីទីនេះ</translation>
    </message>
    <message>
        <source>Nothing yet. Once a referral is over, only its number and your answer stay here.</source>
        <translation>មិនទាន់មានទេ។ នៅពេលការបញ្ជូនចប់ មានតែលេខ និងចម្លើយរបស់អ្នកប៉ុណ្ណោះដែលនៅទីនេះ។</translation>
    </message>
    <message>
        <source>{title} ({n})</source>
        <translation>{title} ({n})</translation>
    </message>
    <message>
        <source>Accept {n} cases? From now on you are responsible for them.</source>
        <translation>ទទួលយកករណី {n}? ចាប់ពីពេលនេះ អ្នកទទួលខុសត្រូវលើករណីទាំងនេះ។</translation>
    </message>
    <message>
        <source>Accept them</source>
        <translation>ទទួលយក</translation>
    </message>
</context>
<context>
    <name>Register</name>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>ភេទ</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>ការងារ</translation>
    </message>
    <message>
        <source>Cares for children</source>
        <translation>ថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Works there since</source>
        <translation>ធ្វើការតាំងពី</translation>
    </message>
    <message>
        <source>Last day of work</source>
        <translation>ថ្ងៃធ្វើការចុងក្រោយ</translation>
    </message>
    <message>
        <source>Checked by</source>
        <translation>អ្នកពិនិត្យ</translation>
    </message>
    <message>
        <source>Trained in</source>
        <translation>បានបណ្តុះបណ្តាលលើ</translation>
    </message>
    <message>
        <source>Last training on</source>
        <translation>ថ្ងៃបណ្តុះបណ្តាលចុងក្រោយ</translation>
    </message>
    <message>
        <source>Code of conduct signed on</source>
        <translation>ថ្ងៃចុះហត្ថលេខាលើក្រមប្រតិបត្តិ</translation>
    </message>
    <message>
        <source>Room or building</source>
        <translation>បន្ទប់ ឬអគារ</translation>
    </message>
    <message>
        <source>Who sleeps there</source>
        <translation>អ្នកគេងទីនោះ</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>ចំនួនកន្លែង</translation>
    </message>
    <message>
        <source>Beds</source>
        <translation>ចំនួនគ្រែ</translation>
    </message>
    <message>
        <source>Children who slept there</source>
        <translation>ចំនួនកុមារគេងទីនោះ</translation>
    </message>
    <message>
        <source>Counted on</source>
        <translation>ថ្ងៃរាប់</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>What was different</source>
        <translation>អ្វីដែលខុសពីឥឡូវ</translation>
    </message>
    <message>
        <source>How it was (name, owner, place)</source>
        <translation>កាលពីមុន (ឈ្មោះ ម្ចាស់ ទីតាំង)</translation>
    </message>
    <message>
        <source>Village, if it moved</source>
        <translation>ភូមិ បើបានប្តូរទីតាំង</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>ភូមិ</translation>
    </message>
    <message>
        <source>From</source>
        <translation>ចាប់ពី</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>ដល់</translation>
    </message>
    <message>
        <source>Where this is known from</source>
        <translation>ដឹងមកពីណា</translation>
    </message>
    <message>
        <source>no check yet</source>
        <translation>មិនទាន់ពិនិត្យ</translation>
    </message>
</context>
<context>
    <name>RegisterCasePage</name>
    <message>
        <source>Register a child and open a case</source>
        <translation>ចុះបញ្ជីកុមារ និងបើកករណី</translation>
    </message>
    <message>
        <source>Save and open the case (Ctrl+Enter)</source>
        <translation>រក្សាទុក និងបើកករណី (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Go on later</source>
        <translation>បន្តពេលក្រោយ</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>បោះបង់សេចក្តីព្រាង</translation>
    </message>
    <message>
        <source>This draft was kept for you.</source>
        <translation>សេចក្តីព្រាងនេះត្រូវបានទុកសម្រាប់អ្នក។</translation>
    </message>
    <message>
        <source>A registration was begun here already. Throw it away and begin with this call?</source>
        <translation>មានការចុះបញ្ជីមួយបានចាប់ផ្តើមនៅទីនេះរួចហើយ។ បោះបង់វា ហើយចាប់ផ្តើមដោយការទំនាក់ទំនងនេះឬ?</translation>
    </message>
    <message>
        <source>Draft kept on this computer (not official yet)</source>
        <translation>សេចក្តីព្រាងទុកក្នុងកុំព្យូទ័រនេះ (មិនទាន់ជាផ្លូវការ)</translation>
    </message>
    <message>
        <source>Problems: {n} (F8 goes to the next)</source>
        <translation>ចំណុចត្រូវកែ៖ {n} (F8 ទៅចំណុចបន្ទាប់)</translation>
    </message>
    <message>
        <source>The new case will be for the child of {code}.</source>
        <translation>ករណីថ្មីនឹងសម្រាប់កុមារនៃករណី {code}។</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Saved on this computer: case {code}</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ៖ ករណី {code}</translation>
    </message>
    <message>
        <source>Throw away what you typed? It cannot be brought back.</source>
        <translation>បោះបង់អ្វីដែលបានវាយ? យកមកវិញមិនបានទេ។</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>បោះបង់</translation>
    </message>
</context>
<context>
    <name>RegisterForm</name>
    <message>
        <source>Where the information comes from</source>
        <translation>ប្រភពព័ត៌មាន</translation>
    </message>
    <message>
        <source>The child</source>
        <translation>ព័ត៌មានអំពីកុមារ</translation>
    </message>
    <message>
        <source>Where the child lives</source>
        <translation>អាសយដ្ឋានកុមាររស់នៅ</translation>
    </message>
    <message>
        <source>Carer, household and contacts</source>
        <translation>អ្នកថែទាំ សមាជិកគ្រួសារ និងអ្នកដែលអាចទាក់ទង</translation>
    </message>
    <message>
        <source>What the child faces</source>
        <translation>បញ្ហារបស់កុមារ</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>ការយល់ព្រម</translation>
    </message>
    <message>
        <source>The paper form</source>
        <translation>ទម្រង់ក្រដាស</translation>
    </message>
    <message>
        <source>Brothers, sisters and others in the household</source>
        <translation>បងប្អូន និងអ្នកផ្សេងទៀតក្នុងផ្ទះ</translation>
    </message>
    <message>
        <source>Contacts, with what is safe</source>
        <translation>អ្នកដែលអាចទាក់ទង និងសុវត្ថិភាពក្នុងការហៅ</translation>
    </message>
    <message>
        <source>Consent and agreement</source>
        <translation>ការយល់ព្រម និងការយល់ស្របរបស់កុមារ</translation>
    </message>
    <message>
        <source>As on the paper: the time for the first contact runs from then.</source>
        <translation>ដូចក្នុងក្រដាស៖ រយៈពេលទំនាក់ទំនងលើកដំបូងរាប់ចាប់ពីពេលនោះ។</translation>
    </message>
    <message>
        <source>The day the paper was filled in; today if nothing is typed.</source>
        <translation>ថ្ងៃបំពេញក្រដាស។ បើទុកទទេ គឺថ្ងៃនេះ។</translation>
    </message>
    <message>
        <source>Name of who reported (restricted)</source>
        <translation>ឈ្មោះអ្នករាយការណ៍ (សម្ងាត់)</translation>
    </message>
    <message>
        <source>Who that is (restricted)</source>
        <translation>អ្នករាយការណ៍ជាអ្នកណា (សម្ងាត់)</translation>
    </message>
    <message>
        <source>Phone of who reported (restricted)</source>
        <translation>លេខទូរសព្ទអ្នករាយការណ៍ (សម្ងាត់)</translation>
    </message>
    <message>
        <source>The first contact has no limit.</source>
        <translation>ការទំនាក់ទំនងលើកដំបូងមិនមានកំណត់ពេលទេ។</translation>
    </message>
    <message>
        <source>First contact {until}: {rule}</source>
        <translation>ការទំនាក់ទំនងលើកដំបូង៖ {until} {rule}</translation>
    </message>
</context>
<context>
    <name>RegisterPart</name>
    <message>
        <source>Case</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>កាលបរិច្ឆេទ</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>លេខ</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>ឯកសារ</translation>
    </message>
    <message>
        <source>From or to</source>
        <translation>ពី ឬទៅ</translation>
    </message>
    <message>
        <source>State of the paper</source>
        <translation>ស្ថានភាពឯកសារ</translation>
    </message>
    <message>
        <source>Who signed</source>
        <translation>អ្នកចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>ចាប់ពី</translation>
    </message>
    <message>
        <source>{number} (twice)</source>
        <translation>{number} (ស្ទួន)</translation>
    </message>
    <message>
        <source>{who} ({how}, witness: {witness})</source>
        <translation>{who} ({how} សាក្សី៖ {witness})</translation>
    </message>
    <message>
        <source>Out for signature…</source>
        <translation>ចេញទៅចុះហត្ថលេខា…</translation>
    </message>
    <message>
        <source>Came back…</source>
        <translation>បានត្រឡប់មកវិញ…</translation>
    </message>
    <message>
        <source>Who signed…</source>
        <translation>អ្នកចុះហត្ថលេខា…</translation>
    </message>
    <message>
        <source>Given to the receiver…</source>
        <translation>បានប្រគល់ឱ្យអ្នកទទួល…</translation>
    </message>
    <message>
        <source>Number and copies…</source>
        <translation>លេខ និងចម្លងជូន…</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>លុបចោល</translation>
    </message>
    <message>
        <source>Papers and letters</source>
        <translation>ឯកសារបោះពុម្ព និងលិខិត</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>ជូនអ្នកណា</translation>
    </message>
    <message>
        <source>Out for signature</source>
        <translation>ចេញទៅចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Add the scan or photograph now</source>
        <translation>បន្ថែមច្បាប់ស្កេន ឬរូបថតឥឡូវនេះ</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>បានត្រឡប់មកវិញ</translation>
    </message>
    <message>
        <source>Choose the scan</source>
        <translation>ជ្រើសច្បាប់ស្កេន</translation>
    </message>
    <message>
        <source>Given to the receiver</source>
        <translation>បានប្រគល់ឱ្យអ្នកទទួល</translation>
    </message>
    <message>
        <source>Copies to</source>
        <translation>ចម្លងជូន</translation>
    </message>
    <message>
        <source>Several are parted by commas.</source>
        <translation>បើមានច្រើន សូមខណ្ឌដោយសញ្ញាក្បៀស។</translation>
    </message>
    <message>
        <source>Number and copies</source>
        <translation>លេខ និងចម្លងជូន</translation>
    </message>
    <message>
        <source>Mark this paper as void? It stays in the register.</source>
        <translation>ដាក់សញ្ញាលុបចោលលើឯកសារនេះឬ? វានៅតែមានក្នុងបញ្ជី។</translation>
    </message>
    <message>
        <source>Mark as void</source>
        <translation>ដាក់សញ្ញាលុបចោល</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
</context>
<context>
    <name>RemedyActs</name>
    <message>
        <source>Finding {number}</source>
        <translation>ចំណុចទី {number}</translation>
    </message>
    <message>
        <source>{n} findings</source>
        <translation>ចំណុចចំនួន {n}</translation>
    </message>
    <message>
        <source>What the facility will do</source>
        <translation>អ្វីដែលកន្លែងថែទាំនឹងធ្វើ</translation>
    </message>
    <message>
        <source>Who does it (role and name at the facility, no child)</source>
        <translation>អ្នកធ្វើ (តួនាទី និងឈ្មោះនៅកន្លែងថែទាំ មិនមែនកុមារ)</translation>
    </message>
    <message>
        <source>By when</source>
        <translation>ត្រឹមថ្ងៃណា</translation>
    </message>
    <message>
        <source>Agreed on</source>
        <translation>ថ្ងៃព្រមព្រៀង</translation>
    </message>
    <message>
        <source>Corrective plan: {what}</source>
        <translation>ផែនការកែលម្អ៖ {what}</translation>
    </message>
    <message>
        <source>File that was handed in</source>
        <translation>ឯកសារដែលបានប្រគល់</translation>
    </message>
    <message>
        <source>Received on</source>
        <translation>ថ្ងៃទទួល</translation>
    </message>
    <message>
        <source>Received from (role and name)</source>
        <translation>ទទួលពី (តួនាទី និងឈ្មោះ)</translation>
    </message>
    <message>
        <source>What it shows (no child&apos;s name)</source>
        <translation>អ្វីដែលវាបង្ហាញ (កុំសរសេរឈ្មោះកុមារ)</translation>
    </message>
    <message>
        <source>File: {name}. No picture of a child.</source>
        <translation>ឯកសារ៖ {name}។ កុំដាក់រូបថតកុមារ។</translation>
    </message>
    <message>
        <source>Evidence received: {what}</source>
        <translation>ភស្តុតាងដែលបានទទួល៖ {what}</translation>
    </message>
    <message>
        <source>What was seen</source>
        <translation>អ្វីដែលបានឃើញ</translation>
    </message>
    <message>
        <source>Seen on</source>
        <translation>ថ្ងៃបានឃើញ</translation>
    </message>
    <message>
        <source>What shows it (seen, a paper, a number)</source>
        <translation>អ្វីដែលបញ្ជាក់ (បានឃើញ លិខិត ឬចំនួន)</translation>
    </message>
    <message>
        <source>Look at the re-visit: {what}</source>
        <translation>ពិនិត្យនៅពេលចុះម្តងទៀត៖ {what}</translation>
    </message>
    <message>
        <source>Corrected on</source>
        <translation>ថ្ងៃបានកែលម្អ</translation>
    </message>
    <message>
        <source>Corrected: {what}</source>
        <translation>បានកែលម្អ៖ {what}</translation>
    </message>
    <message>
        <source>Take back the correction of finding {number}? It is open again with its old day; day and evidence of the correction stay in the history only.</source>
        <translation>ដកការកត់ត្រាថាបានកែលម្អចំណុចទី {number} វិញឬ? ចំណុចនេះបើកឡើងវិញជាមួយថ្ងៃកំណត់ដើម ថ្ងៃ និងភស្តុតាងនៃការកែលម្អនៅតែក្នុងប្រវត្តិ។</translation>
    </message>
    <message>
        <source>Take the correction back</source>
        <translation>ដកវិញ</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>រក្សាទុកច្បាប់ចម្លង</translation>
    </message>
    <message>
        <source>The copy lies outside Komar, and anybody who uses the computer can open it. Save a copy?</source>
        <translation>ច្បាប់ចម្លងនេះស្ថិតនៅក្រៅ Komar ហើយអ្នកណាក៏ដោយដែលប្រើកុំព្យូទ័រនេះអាចបើកមើលវាបាន។ តើត្រូវរក្សាទុកច្បាប់ចម្លងឬ?</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>បានរក្សាទុក៖ {file}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>RepeatBlock</name>
    <message>
        <source>Rows</source>
        <translation>ជួរ</translation>
    </message>
    <message>
        <source>There is no row yet. “Add a row” (Ctrl+N) makes the first one.</source>
        <translation>មិនទាន់មានជួរទេ។ «បន្ថែមជួរ» (Ctrl+N) បង្កើតជួរដំបូង។</translation>
    </message>
    <message>
        <source>There is no row.</source>
        <translation>មិនមានជួរទេ។</translation>
    </message>
    <message>
        <source>Add a row (Ctrl+N)</source>
        <translation>បន្ថែមជួរ (Ctrl+N)</translation>
    </message>
    <message>
        <source>Remove the row</source>
        <translation>ដកជួរចេញ</translation>
    </message>
    <message>
        <source>The form counts fewer rows now. This one has answers, so it stays until you remove it.</source>
        <translation>ឥឡូវទម្រង់រាប់ជួរតិចជាងមុន។ ជួរនេះមានចម្លើយ ដូច្នេះវានៅរហូតដល់អ្នកដកវាចេញ។</translation>
    </message>
    <message>
        <source>Bring back row {n}</source>
        <translation>យកជួរទី {n} មកវិញ</translation>
    </message>
    <message>
        <source>Row {n} of {all}</source>
        <translation>ជួរទី {n} ក្នុងចំណោម {all}</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Kind</source>
        <translation>ប្រភេទ</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>សន្លឹក</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>ជួរទី</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>ជួរឈរ</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>អ្វីត្រូវធ្វើ</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>បង្ហាញ</translation>
    </message>
    <message>
        <source>What was found in the form</source>
        <translation>អ្វីដែលរកឃើញក្នុងទម្រង់</translation>
    </message>
    <message>
        <source>Nothing was found. The form can be installed as it is.</source>
        <translation>មិនឃើញមានអ្វីត្រូវកែទេ។ អាចដំឡើងទម្រង់នេះបាន។</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>ដំឡើង</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>សាកល្បង</translation>
    </message>
    <message>
        <source>Map to standards…</source>
        <translation>ភ្ជាប់ទៅបទដ្ឋាន…</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>ពិនិត្យម្តងទៀត</translation>
    </message>
    <message>
        <source>Reads the file again after it was corrected (F5)</source>
        <translation>អានឯកសារម្តងទៀតក្រោយពេលកែ (F5)</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>ចម្លងរបាយការណ៍ពិនិត្យ</translation>
    </message>
    <message>
        <source>All ({n})</source>
        <translation>ទាំងអស់ ({n})</translation>
    </message>
    <message>
        <source>It can be installed when it has no errors. Correct the workbook, save it, and check again.</source>
        <translation>អាចដំឡើងបានពេលគ្មានកំហុស។ សូមកែសៀវភៅការងារ រក្សាទុក រួចពិនិត្យម្តងទៀត។</translation>
    </message>
    <message>
        <source>Forms are installed by an administrator or by the ministry.</source>
        <translation>អ្នកគ្រប់គ្រងប្រព័ន្ធ ឬក្រសួង ជាអ្នកដំឡើងទម្រង់។</translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>បានចម្លងរបាយការណ៍ពិនិត្យហើយ អាចបិទភ្ជាប់នៅកន្លែងផ្សេង។</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Known on</source>
        <translation>ថ្ងៃដឹង</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>ប្រភេទ</translation>
    </message>
    <message>
        <source>Reported on</source>
        <translation>ថ្ងៃរាយការណ៍</translation>
    </message>
    <message>
        <source>To</source>
        <translation>ជូន</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>not yet; due {when}</source>
        <translation>មិនទាន់ ត្រឹម {when}</translation>
    </message>
    <message>
        <source>after {n} hours</source>
        <translation>ក្រោយ {n} ម៉ោង</translation>
    </message>
    <message>
        <source>has a case</source>
        <translation>មានករណី</translation>
    </message>
    <message>
        <source>no case yet</source>
        <translation>មិនទាន់មានករណី</translation>
    </message>
    <message>
        <source>Not for the facility: do not tell the director. Abuse is reported within 48 hours.</source>
        <translation>មិនមែនសម្រាប់កន្លែងថែទាំទេ៖ កុំប្រាប់នាយក។ ការរំលោភបំពានត្រូវរាយការណ៍ក្នុងរយៈពេល ៤៨ ម៉ោង។</translation>
    </message>
    <message>
        <source>Abuse was alleged …</source>
        <translation>មានការចោទប្រកាន់ …</translation>
    </message>
    <message>
        <source>Open a high-risk case …</source>
        <translation>បើកករណីហានិភ័យខ្ពស់ …</translation>
    </message>
    <message>
        <source>It was reported …</source>
        <translation>បានរាយការណ៍ …</translation>
    </message>
    <message>
        <source>What came of it …</source>
        <translation>លទ្ធផល …</translation>
    </message>
    <message>
        <source>Abuse reports of this facility</source>
        <translation>របាយការណ៍អំពីការរំលោភបំពាននៃកន្លែងថែទាំនេះ</translation>
    </message>
    <message>
        <source>No abuse was alleged here. What is heard at a visit comes here by itself.</source>
        <translation>មិនមានការចោទប្រកាន់ទេ។ អ្វីដែលបានឮនៅការចុះ មកទីនេះដោយស្វ័យប្រវត្តិ។</translation>
    </message>
    <message>
        <source>Abuse was alleged</source>
        <translation>មានការចោទប្រកាន់</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>ជូនអ្នកណា</translation>
    </message>
    <message>
        <source>It was reported</source>
        <translation>បានរាយការណ៍</translation>
    </message>
    <message>
        <source>What came of it, or why no case was opened (no child&apos;s name)</source>
        <translation>លទ្ធផល ឬមូលហេតុដែលមិនបើកករណី (កុំសរសេរឈ្មោះកុមារ)</translation>
    </message>
    <message>
        <source>name not known</source>
        <translation>មិនដឹងឈ្មោះ</translation>
    </message>
    <message>
        <source>Child on the list of residents</source>
        <translation>កុមារក្នុងបញ្ជីស្នាក់នៅ</translation>
    </message>
    <message>
        <source>Another child: family name, if known</source>
        <translation>កុមារផ្សេង៖ នាមត្រកូល បើដឹង</translation>
    </message>
    <message>
        <source>Given name, if known</source>
        <translation>នាមខ្លួន បើដឹង</translation>
    </message>
    <message>
        <source>Sex, if known</source>
        <translation>ភេទ បើដឹង</translation>
    </message>
    <message>
        <source>Age in years, if known</source>
        <translation>អាយុជាឆ្នាំ បើដឹង</translation>
    </message>
    <message>
        <source>Open a high-risk case</source>
        <translation>បើកករណីហានិភ័យខ្ពស់</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>ResponseKeeper</name>
    <message>
        <source>What does the picture show?</source>
        <translation>តើរូបភាពបង្ហាញអ្វី?</translation>
    </message>
    <message>
        <source>What is recorded?</source>
        <translation>តើថតអ្វី?</translation>
    </message>
    <message>
        <source>A picture of a child needs the consent for photographs.</source>
        <translation>រូបភាពកុមារត្រូវមានការយល់ព្រមសម្រាប់ការថតរូប។</translation>
    </message>
    <message>
        <source>With a case it needs the consent for recordings.</source>
        <translation>ក្នុងករណី ត្រូវមានការយល់ព្រមសម្រាប់ការថត។</translation>
    </message>
    <message>
        <source>Attach a picture</source>
        <translation>ភ្ជាប់រូបភាព</translation>
    </message>
    <message>
        <source>Attach a recording</source>
        <translation>ភ្ជាប់ការថតសំឡេង ឬវីដេអូ</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>ភ្ជាប់</translation>
    </message>
</context>
<context>
    <name>ResponsesPart</name>
    <message>
        <source>Form</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>Filled in on</source>
        <translation>បំពេញថ្ងៃទី</translation>
    </message>
    <message>
        <source>Filled in by</source>
        <translation>បំពេញដោយ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>ពិន្ទុ</translation>
    </message>
    <message>
        <source>{points} · low: {n}</source>
        <translation>{points} · ទាប៖ {n}</translation>
    </message>
    <message>
        <source>Fill in a form…</source>
        <translation>បំពេញទម្រង់…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>បើក</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>ប្រៀបធៀបជាមួយ…</translation>
    </message>
    <message>
        <source>Forms and assessments</source>
        <translation>ទម្រង់ និងការវាយតម្លៃ</translation>
    </message>
    <message>
        <source>No form was filled in yet.</source>
        <translation>មិនទាន់មានទម្រង់ណាត្រូវបានបំពេញទេ។</translation>
    </message>
    <message>
        <source>The day on the paper, if it was filled in by hand before.</source>
        <translation>ថ្ងៃដែលមានលើក្រដាស បើបានបំពេញដោយដៃពីមុន។</translation>
    </message>
    <message>
        <source>Fill in a form</source>
        <translation>បំពេញទម្រង់</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>ចាប់ផ្តើម</translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>Restore from a backup</source>
        <translation>ស្តារទិន្នន័យពីច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>Put in the stick or disk with the backup, then choose its folder. Nothing on it is changed.</source>
        <translation>សូមដោត USB ឬថាសដែលមានច្បាប់ចម្លងបម្រុង រួចជ្រើសថតរបស់វា។ គ្មានអ្វីក្នុងនោះត្រូវកែទេ។</translation>
    </message>
    <message>
        <source>Choose the folder with the backup</source>
        <translation>ជ្រើសថតដែលមានច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>ច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>A password of the day the backup was made, or the recovery code</source>
        <translation>ពាក្យសម្ងាត់នៃថ្ងៃដែលបានចម្លងទុកបម្រុង ឬលេខកូដសង្គ្រោះ</translation>
    </message>
    <message>
        <source>The backup is being read and put in place</source>
        <translation>កំពុងអាន និងដាក់ច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>ថយក្រោយ</translation>
    </message>
    <message>
        <source>Restore the data</source>
        <translation>ស្តារទិន្នន័យ</translation>
    </message>
    <message>
        <source>The folder with the backup</source>
        <translation>ថតដែលមានច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>{moment}, records: {n}</source>
        <translation>{moment}, កំណត់ត្រា៖ {n}</translation>
    </message>
</context>
<context>
    <name>ResultComparison</name>
    <message>
        <source>Since the last visits, and among others</source>
        <translation>ការប្រែប្រួលពីអធិការកិច្ចមុន និងការប្រៀបធៀបជាមួយកន្លែងដទៃ</translation>
    </message>
    <message>
        <source>Change and comparison by section</source>
        <translation>ការប្រែប្រួល និងការប្រៀបធៀបតាមផ្នែក</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>តាមពេលវេលា</translation>
    </message>
    <message>
        <source>Whole score</source>
        <translation>ពិន្ទុសរុប</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>ផ្នែក</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>ការប្រែប្រួល</translation>
    </message>
    <message>
        <source>This visit</source>
        <translation>អធិការកិច្ចនេះ</translation>
    </message>
    <message>
        <source>Others: middle (half)</source>
        <translation>កន្លែងដទៃ៖ ចំណុចកណ្តាល (ពាក់កណ្តាល)</translation>
    </message>
    <message>
        <source>Among others</source>
        <translation>ក្នុងចំណោមកន្លែងដទៃ</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>មិនពាក់ព័ន្ធ</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>ដដែល</translation>
    </message>
    <message>
        <source>better by {n} %</source>
        <translation>ប្រសើរជាង {n} %</translation>
    </message>
    <message>
        <source>worse by {n} %</source>
        <translation>ខ្សោយជាង {n} %</translation>
    </message>
    <message>
        <source>lower quarter</source>
        <translation>មួយភាគបួនខាងក្រោម</translation>
    </message>
    <message>
        <source>middle half</source>
        <translation>ពាក់កណ្តាលមធ្យម</translation>
    </message>
    <message>
        <source>upper quarter</source>
        <translation>មួយភាគបួនខាងលើ</translation>
    </message>
    <message>
        <source>There is no earlier visit that was scored by the same form and rules.</source>
        <translation>មិនមានអធិការកិច្ចមុនណាដែលបានឱ្យពិន្ទុតាមទម្រង់ និងវិធានដូចគ្នាទេ។</translation>
    </message>
    <message>
        <source>Compared with the visit of {day}. Where not every item applies, the percentages tell more.</source>
        <translation>ប្រៀបធៀបជាមួយអធិការកិច្ចថ្ងៃ {day}។ កន្លែងណាដែលមិនត្រូវអនុវត្តគ្រប់ចំណុច ភាគរយប្រាប់បានច្បាស់ជាង។</translation>
    </message>
    <message>
        <source>Other facilities of the type “{type}” with a visit scored alike: {n}. At least {least} are needed to compare.</source>
        <translation>កន្លែងថែទាំកុមារដទៃនៃប្រភេទ «{type}» ដែលមានអធិការកិច្ចឱ្យពិន្ទុតាមរបៀបដូចគ្នា៖ {n}។ ត្រូវមានយ៉ាងតិច {least} ទើបអាចប្រៀបធៀបបាន។</translation>
    </message>
    <message>
        <source>Others are the last visits of {n} facilities of the type “{type}”, made from {day} on: their middle, and in brackets the half around it.</source>
        <translation>កន្លែងដទៃ គឺអធិការកិច្ចចុងក្រោយនៃកន្លែងថែទាំកុមារ {n} កន្លែង ប្រភេទ «{type}» ដែលបានធ្វើចាប់ពីថ្ងៃ {day} មក៖ ចំណុចកណ្តាល ហើយក្នុងវង់ក្រចកគឺពាក់កណ្តាលដែលនៅជុំវិញវា។</translation>
    </message>
    <message>
        <source>Not compared: {day}, {why}</source>
        <translation>មិនប្រៀបធៀប៖ {day}, {why}</translation>
    </message>
    <message>
        <source>{n}: {why}</source>
        <translation>{n}៖ {why}</translation>
    </message>
    <message>
        <source>Other facilities that are not compared: {list}</source>
        <translation>កន្លែងថែទាំកុមារដទៃដែលមិនប្រៀបធៀប៖ {list}</translation>
    </message>
    <message>
        <source>Comparison to Excel</source>
        <translation>ការប្រៀបធៀបទៅ Excel</translation>
    </message>
    <message>
        <source>Written to {file}. Visits of the facility: {n}.</source>
        <translation>បានសរសេរទៅ {file}។ អធិការកិច្ចនៃកន្លែងនេះ៖ {n}។</translation>
    </message>
    <message>
        <source>Score over the visits: {part}</source>
        <translation>ពិន្ទុតាមអធិការកិច្ច៖ {part}</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>critical</source>
        <translation>ធ្ងន់ធ្ងរ</translation>
    </message>
    <message>
        <source>{points} of {maximum} points</source>
        <translation>ពិន្ទុ {points} ក្នុងចំណោម {maximum}</translation>
    </message>
    <message>
        <source>on the scale of {scale}: {scaled}</source>
        <translation>គិតលើពិន្ទុពេញ {scale}៖ {scaled}</translation>
    </message>
    <message>
        <source>{what}: {n}</source>
        <translation>{what}៖ {n}</translation>
    </message>
    <message>
        <source>To be completed: items {items} were not seen.</source>
        <translation>ត្រូវបំពេញបន្ត៖ មិនបានពិនិត្យឃើញចំណុច {items}។</translation>
    </message>
    <message>
        <source>Go on filling</source>
        <translation>បំពេញបន្ត</translation>
    </message>
    <message>
        <source>Result of the inspection</source>
        <translation>លទ្ធផលអធិការកិច្ច</translation>
    </message>
    <message>
        <source>Komar proposes: {grade}</source>
        <translation>កម្មវិធីស្នើ៖ {grade}</translation>
    </message>
    <message>
        <source>Komar proposes no result: no cut-off between the other two is published. The team decides.</source>
        <translation>កម្មវិធីមិនស្នើលទ្ធផលទេ ព្រោះគ្មានកម្រិតពិន្ទុផ្លូវការរវាងលទ្ធផលពីរទៀត។ ក្រុមជាអ្នកសម្រេច។</translation>
    </message>
    <message>
        <source>Decided by the team ({name}): {grade}</source>
        <translation>សម្រេចដោយក្រុម ({name})៖ {grade}</translation>
    </message>
    <message>
        <source>Confirmed by the head of office</source>
        <translation>បានបញ្ជាក់ដោយប្រធានអង្គភាព</translation>
    </message>
    <message>
        <source>Confirm the result</source>
        <translation>បញ្ជាក់លទ្ធផល</translation>
    </message>
    <message>
        <source>Waits for the head of office; nobody confirms their own decision.</source>
        <translation>រង់ចាំប្រធានអង្គភាព។ គ្មាននរណាបញ្ជាក់ការសម្រេចរបស់ខ្លួនឯងទេ។</translation>
    </message>
    <message>
        <source>Decide again …</source>
        <translation>សម្រេចម្តងទៀត …</translation>
    </message>
    <message>
        <source>The team&apos;s result</source>
        <translation>លទ្ធផលដែលក្រុមសម្រេច</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>ហេតុផល</translation>
    </message>
    <message>
        <source>Decide the result</source>
        <translation>សម្រេចលទ្ធផល</translation>
    </message>
    <message>
        <source>Score by section</source>
        <translation>ពិន្ទុតាមផ្នែក</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>មិនពាក់ព័ន្ធ</translation>
    </message>
    <message>
        <source>Critical items</source>
        <translation>ចំណុចធ្ងន់ធ្ងរ</translation>
    </message>
    <message>
        <source>No critical item fails the standard.</source>
        <translation>គ្មានចំណុចធ្ងន់ធ្ងរណាដែលមិនត្រឹមត្រូវទេ។</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>ចំណុចត្រូវកែលម្អ</translation>
    </message>
    <message>
        <source>Corrections after closing</source>
        <translation>ការកែតម្រូវក្រោយពេលបិទ</translation>
    </message>
    <message>
        <source>There are none.</source>
        <translation>គ្មាន</translation>
    </message>
    <message>
        <source>Correct an answer …</source>
        <translation>កែតម្រូវចម្លើយ …</translation>
    </message>
</context>
<context>
    <name>ReturnsPage</name>
    <message>
        <source>Monthly return</source>
        <translation>របាយការណ៍ប្រចាំខែ</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>ខែមុន</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>ខែបន្ទាប់</translation>
    </message>
    <message>
        <source>Workbook (Ctrl+E)</source>
        <translation>ឯកសារតារាង (Ctrl+E)</translation>
    </message>
    <message>
        <source>Food allowance rate</source>
        <translation>អត្រាប្រាក់ម្ហូបអាហារ</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>ចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>Sheets of the return</source>
        <translation>ទំព័រនៃរបាយការណ៍</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>កំពុងរាប់ …</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>ការផ្ទៀងផ្ទាត់</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>សេចក្តីព្រាង</translation>
    </message>
    <message>
        <source>Not signed yet. A number opens its records; last month&apos;s stands dim at its left.</source>
        <translation>មិនទាន់ចុះហត្ថលេខាទេ។ ចុចលើចំនួនដើម្បីមើលទិន្នន័យ។ ចំនួនខែមុនមានពណ៌ស្រាលនៅខាងឆ្វេង។</translation>
    </message>
    <message>
        <source>Signed, number {n}</source>
        <translation>បានចុះហត្ថលេខា លេខ {n}</translation>
    </message>
    <message>
        <source>Signed by {name}, {when}.</source>
        <translation>ចុះហត្ថលេខាដោយ {name} {when}។</translation>
    </message>
    <message>
        <source>Numbers that changed since: {n}. Sign again to send a correction.</source>
        <translation>ចំនួនដែលប្រែប្រួលក្រោយមក៖ {n}។ ចុះហត្ថលេខាម្តងទៀតដើម្បីផ្ញើការកែតម្រូវ។</translation>
    </message>
    <message>
        <source>Checks that failed: {n}.</source>
        <translation>ការផ្ទៀងផ្ទាត់មិនត្រឹមត្រូវ៖ {n}។</translation>
    </message>
    <message>
        <source>The month is not over.</source>
        <translation>ខែនេះមិនទាន់ចប់ទេ។</translation>
    </message>
    <message>
        <source>Without restricted groups it cannot be signed.</source>
        <translation>បើខ្វះព័ត៌មានសម្ងាត់ មិនអាចចុះហត្ថលេខាបានទេ។</translation>
    </message>
    <message>
        <source>Your role may not open the records behind a number.</source>
        <translation>តួនាទីរបស់អ្នកមិនអាចបើកទិន្នន័យនៅពីក្រោយចំនួនបានទេ។</translation>
    </message>
    <message>
        <source>right</source>
        <translation>ត្រឹមត្រូវ</translation>
    </message>
    <message>
        <source>not right</source>
        <translation>មិនត្រឹមត្រូវ</translation>
    </message>
    <message>
        <source>to be filled in</source>
        <translation>ត្រូវបំពេញ</translation>
    </message>
    <message>
        <source>Changed since it was signed</source>
        <translation>ប្រែប្រួលក្រោយពេលចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>{cell}: signed {old}, now {new}</source>
        <translation>{cell}៖ ពេលចុះហត្ថលេខា {old} ឥឡូវ {new}</translation>
    </message>
    <message>
        <source>Some checks failed. Why is the return signed all the same?</source>
        <translation>ការផ្ទៀងផ្ទាត់ខ្លះមិនត្រឹមត្រូវ។ ហេតុអ្វីនៅតែចុះហត្ថលេខា?</translation>
    </message>
    <message>
        <source>Sign the return of {month}? The numbers are frozen as they are now.</source>
        <translation>ចុះហត្ថលេខាលើរបាយការណ៍{month}ឬ? ចំនួនទាំងអស់នឹងរក្សាដូចពេលនេះ។</translation>
    </message>
    <message>
        <source>Signed as number {n}.</source>
        <translation>បានចុះហត្ថលេខា លេខ {n}។</translation>
    </message>
    <message>
        <source>Workbook of the return</source>
        <translation>ឯកសារតារាងនៃរបាយការណ៍</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>បានចម្លង៖ {file}</translation>
    </message>
    <message>
        <source>{amount} a month from</source>
        <translation>{amount} ក្នុងមួយខែ ចាប់ពី</translation>
    </message>
    <message>
        <source>From which day does each rate hold? Without a day no amount is computed.</source>
        <translation>អត្រានីមួយៗចាប់អនុវត្តពីថ្ងៃណា? បើគ្មានថ្ងៃ មិនគណនាទឹកប្រាក់ទេ។</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>RightsList</name>
    <message>
        <source>Right</source>
        <translation>សិទ្ធិ</translation>
    </message>
    <message>
        <source>Who holds it, with all roles</source>
        <translation>អ្នកមានសិទ្ធិ និងតួនាទីទាំងអស់</translation>
    </message>
    <message>
        <source>Roles that hold it</source>
        <translation>តួនាទីដែលមានសិទ្ធិ</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>គ្មាននរណា</translation>
    </message>
    <message>
        <source>Who may see restricted information</source>
        <translation>អ្នកដែលអាចមើលព័ត៌មានសម្ងាត់</translation>
    </message>
    <message>
        <source>An administrator of the office gives these rights; here they can only be looked at.</source>
        <translation>អ្នកគ្រប់គ្រងប្រព័ន្ធរបស់អង្គភាពជាអ្នកផ្តល់សិទ្ធិទាំងនេះ។ នៅទីនេះអាចមើលបានតែប៉ុណ្ណោះ។</translation>
    </message>
    <message>
        <source>Users and their rights</source>
        <translation>អ្នកប្រើ និងសិទ្ធិ</translation>
    </message>
</context>
<context>
    <name>RiskBanner</name>
    <message>
        <source>Look at the risk…</source>
        <translation>ពិនិត្យហានិភ័យ…</translation>
    </message>
    <message>
        <source>The assessment of {day} asks for a look at the risk. Lowest scores: {domains}</source>
        <translation>ការប៉ាន់ប្រមាណថ្ងៃ {day} តម្រូវឱ្យពិនិត្យហានិភ័យឡើងវិញ។ ពិន្ទុទាបបំផុត៖ {domains}</translation>
    </message>
    <message>
        <source>Choose the level that holds after the look, even if it stays the same.</source>
        <translation>ជ្រើសរើសកម្រិតក្រោយពេលពិនិត្យ ទោះបីនៅដដែលក៏ដោយ។</translation>
    </message>
    <message>
        <source>A look at the risk</source>
        <translation>ការពិនិត្យហានិភ័យឡើងវិញ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
</context>
<context>
    <name>RolesList</name>
    <message>
        <source>The same people elsewhere</source>
        <translation>មនុស្សទាំងនេះនៅកន្លែងផ្សេង</translation>
    </message>
    <message>
        <source>{name}: {role}</source>
        <translation>{name}៖ {role}</translation>
    </message>
</context>
<context>
    <name>RowsField</name>
    <message>
        <source>Add one more</source>
        <translation>បន្ថែមមួយទៀត</translation>
    </message>
    <message>
        <source>Add: {what}</source>
        <translation>បន្ថែម៖ {what}</translation>
    </message>
    <message>
        <source>Take this entry out</source>
        <translation>ដកព័ត៌មាននេះចេញ</translation>
    </message>
    <message>
        <source>Take out: {what}</source>
        <translation>ដកចេញ៖ {what}</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>Rules of the office</source>
        <translation>វិធានរបស់អង្គភាព</translation>
    </message>
    <message>
        <source>They hold on every computer of the office. What an official text says is the same everywhere, and grey.</source>
        <translation>វិធានទាំងនេះមានប្រសិទ្ធភាពលើកុំព្យូទ័រទាំងអស់របស់អង្គភាព។ អ្វីដែលមានក្នុងឯកសារផ្លូវការ ដូចគ្នាគ្រប់ទីកន្លែង ហើយមិនអាចកែបានទេ។</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>ការកំណត់</translation>
    </message>
    <message>
        <source>Rules about</source>
        <translation>វិធានអំពី</translation>
    </message>
    <message>
        <source>Save for the office</source>
        <translation>រក្សាទុកសម្រាប់អង្គភាព</translation>
    </message>
    <message>
        <source>As Komar came</source>
        <translation>តម្លៃដើម</translation>
    </message>
    <message>
        <source>How inspections are scored stands by day: new rules hold for later visits, those made keep theirs.</source>
        <translation>វិធានដាក់ពិន្ទុអធិការកិច្ចមានកាលបរិច្ឆេទ៖ វិធានថ្មីសម្រាប់ការចុះក្រោយៗ ការចុះដែលបានធ្វើរួចរក្សាវិធានរបស់ខ្លួន។</translation>
    </message>
    <message>
        <source>Rules of scoring from a day on…</source>
        <translation>វិធានដាក់ពិន្ទុចាប់ពីថ្ងៃមួយ…</translation>
    </message>
    <message>
        <source>From an official text</source>
        <translation>តាមឯកសារផ្លូវការ</translation>
    </message>
    <message>
        <source>No national value was found; this is a proposal</source>
        <translation>រកមិនឃើញតម្លៃថ្នាក់ជាតិទេ នេះជាសំណើ</translation>
    </message>
    <message>
        <source>A proposal of Komar, not a rule of the ministry</source>
        <translation>ជាសំណើរបស់កម្មវិធីនេះ មិនមែនជាវិធានរបស់ក្រសួងទេ</translation>
    </message>
    <message>
        <source>from {low} to {high}</source>
        <translation>ពី {low} ដល់ {high}</translation>
    </message>
    <message>
        <source>set by the office; it was {value}</source>
        <translation>អង្គភាពបានកំណត់ ពីមុន {value}</translation>
    </message>
    <message>
        <source>set by the office</source>
        <translation>អង្គភាពបានកំណត់</translation>
    </message>
    <message>
        <source>Give all of these rules the values that Komar came with?</source>
        <translation>ឱ្យវិធានទាំងអស់នេះត្រឡប់ទៅតម្លៃដើមឬ?</translation>
    </message>
    <message>
        <source>Give them back</source>
        <translation>ត្រឡប់ទៅតម្លៃដើម</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>គ្មានអ្វីត្រូវបានកែទេ។</translation>
    </message>
    <message>
        <source>Saved on this computer.</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>Made on {day}</source>
        <translation>ធ្វើនៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>looked through on {day}</source>
        <translation>ពិនិត្យនៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>again on {day}</source>
        <translation>ពិនិត្យម្ដងទៀតនៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>The safety plan that holds now</source>
        <translation>ផែនការសុវត្ថិភាពបច្ចុប្បន្ន</translation>
    </message>
    <message>
        <source>Looked through it today</source>
        <translation>បានពិនិត្យនៅថ្ងៃនេះ</translation>
    </message>
    <message>
        <source>Emergency numbers</source>
        <translation>លេខសង្គ្រោះបន្ទាន់</translation>
    </message>
</context>
<context>
    <name>ScanOffer</name>
    <message>
        <source>Take them in…</source>
        <translation>យកចូល…</translation>
    </message>
    <message>
        <source>Not these</source>
        <translation>មិនមែនទាំងនេះទេ</translation>
    </message>
    <message>
        <source>Scanner&apos;s folder…</source>
        <translation>ថតរបស់ម៉ាស៊ីនស្កេន…</translation>
    </message>
    <message numerus="yes">
        <source>%n new scan(s) in the scanner&apos;s folder</source>
        <translation>
            <numerusform>ច្បាប់ស្កេនថ្មី %n ក្នុងថតរបស់ម៉ាស៊ីនស្កេន</numerusform>
            <numerusform>ច្បាប់ស្កេនថ្មី %n ក្នុងថតរបស់ម៉ាស៊ីនស្កេន</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder into which the scanner writes</source>
        <translation>ថតដែលម៉ាស៊ីនស្កេនសរសេរចូល</translation>
    </message>
    <message>
        <source>New scans in this folder are offered here from now on.</source>
        <translation>ចាប់ពីពេលនេះ ច្បាប់ស្កេនថ្មីក្នុងថតនេះនឹងបង្ហាញនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Take in scans</source>
        <translation>យកច្បាប់ស្កេនចូល</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>យកចូល</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>ដូចដើម</translation>
    </message>
    <message>
        <source>A quarter to the right</source>
        <translation>បង្វិលទៅស្តាំ</translation>
    </message>
    <message>
        <source>Upside down</source>
        <translation>បង្វិលបញ្ច្រាស</translation>
    </message>
    <message>
        <source>A quarter to the left</source>
        <translation>បង្វិលទៅឆ្វេង</translation>
    </message>
    <message>
        <source>Turned</source>
        <translation>ការបង្វិល</translation>
    </message>
    <message>
        <source>Delete the plain files from the folder once they are saved</source>
        <translation>លុបឯកសារដើមចេញពីថត ពេលរក្សាទុករួច</translation>
    </message>
    <message>
        <source>There anybody who uses the computer can open them.</source>
        <translation>នៅទីនោះអ្នកណាប្រើកុំព្យូទ័រនេះក៏បើកបានដែរ។</translation>
    </message>
</context>
<context>
    <name>Scans</name>
    <message>
        <source>All new scans, as its pages: {n}</source>
        <translation>ច្បាប់ស្កេនថ្មីទាំងអស់ ជាទំព័ររបស់វា៖ {n}</translation>
    </message>
    <message>
        <source>A file that I choose</source>
        <translation>ឯកសារដែលខ្ញុំជ្រើស</translation>
    </message>
    <message>
        <source>Where the scan is</source>
        <translation>ច្បាប់ស្កេននៅកន្លែងណា</translation>
    </message>
    <message>
        <source>Delete the plain files from the folder once they are saved</source>
        <translation>លុបឯកសារដើមចេញពីថត ពេលរក្សាទុករួច</translation>
    </message>
</context>
<context>
    <name>ScoringForm</name>
    <message>
        <source>From an official text; another number is the office&apos;s own rule</source>
        <translation>ពីអត្ថបទផ្លូវការ។ លេខផ្សេងជាវិធានរបស់អង្គភាព</translation>
    </message>
    <message>
        <source>Not a rule of the ministry</source>
        <translation>មិនមែនជាវិធានរបស់ក្រសួងទេ</translation>
    </message>
    <message>
        <source>This form has no rules of scoring yet.</source>
        <translation>ទម្រង់នេះមិនទាន់មានវិធានដាក់ពិន្ទុទេ។</translation>
    </message>
    <message>
        <source>The last rules hold from {day}.</source>
        <translation>វិធានចុងក្រោយមានប្រសិទ្ធភាពចាប់ពី {day}។</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>Holds for visits from</source>
        <translation>សម្រាប់ការចុះចាប់ពីថ្ងៃ</translation>
    </message>
    <message>
        <source>Full score</source>
        <translation>ពិន្ទុពេញ</translation>
    </message>
    <message>
        <source>So many items may stay not seen</source>
        <translation>ចំនួនចំណុចដែលអាចនៅមិនទាន់ឃើញ</translation>
    </message>
    <message>
        <source>So many critical items may stay not seen</source>
        <translation>ចំនួនចំណុចសំខាន់បំផុតដែលអាចនៅមិនទាន់ឃើញ</translation>
    </message>
    <message>
        <source>Days to correct an ordinary item</source>
        <translation>ចំនួនថ្ងៃសម្រាប់កែចំណុចធម្មតា</translation>
    </message>
    <message>
        <source>Days to correct a critical item</source>
        <translation>ចំនួនថ្ងៃសម្រាប់កែចំណុចសំខាន់បំផុត</translation>
    </message>
    <message>
        <source>Cut-off of the office, in points (may be empty)</source>
        <translation>ពិន្ទុកម្រិតរបស់អង្គភាព (អាចទុកទទេ)</translation>
    </message>
    <message>
        <source>An item met in part is worth so many percent</source>
        <translation>ចំណុចដែលបំពេញបានមួយផ្នែក មានតម្លៃភាគរយ</translation>
    </message>
    <message>
        <source>A critical item met in part proposes “critical” too</source>
        <translation>ចំណុចធ្ងន់ធ្ងរដែលអនុវត្តបានខ្លះ ក៏ស្នើ «ធ្ងន់ធ្ងរ» ដែរ</translation>
    </message>
    <message>
        <source>How inspections are scored</source>
        <translation>របៀបដាក់ពិន្ទុអធិការកិច្ច</translation>
    </message>
    <message>
        <source>Save for the office</source>
        <translation>រក្សាទុកសម្រាប់អង្គភាព</translation>
    </message>
</context>
<context>
    <name>Sealed</name>
    <message>
        <source>Seal the file with a password</source>
        <translation>បិទត្រាឯកសារដោយពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>បិទត្រា</translation>
    </message>
    <message>
        <source>Open a sealed file</source>
        <translation>បើកឯកសារបិទត្រា</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>បើក</translation>
    </message>
    <message>
        <source>Where the opened file goes</source>
        <translation>ទុកឯកសារដែលបើកនៅកន្លែងណា</translation>
    </message>
    <message>
        <source>Opened: {file}. Anybody who uses the computer can read it there; delete it afterwards.</source>
        <translation>បានបើក៖ {file}។ នៅទីនោះអ្នកណាប្រើកុំព្យូទ័រនេះក៏អានបាន៖ សូមលុបវាក្រោយពេលប្រើ។</translation>
    </message>
    <message>
        <source>Password of the file</source>
        <translation>ពាក្យសម្ងាត់នៃឯកសារ</translation>
    </message>
    <message>
        <source>The password once more</source>
        <translation>ពាក្យសម្ងាត់ម្តងទៀត</translation>
    </message>
    <message>
        <source>Tell it by telephone, never beside the file. Komar opens the file.</source>
        <translation>សូមប្រាប់តាមទូរសព្ទ កុំផ្ញើជាមួយឯកសារ។ Komar បើកឯកសារនេះបាន។</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search a child, case or facility, in Khmer or Latin letters</source>
        <translation>ស្វែងរកកុមារ ករណី ឬកន្លែងថែទាំ ជាអក្សរខ្មែរ ឬឡាតាំង</translation>
    </message>
    <message>
        <source>Search in everything</source>
        <translation>ស្វែងរកទាំងអស់</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>រកមិនឃើញ</translation>
    </message>
</context>
<context>
    <name>SeenTab</name>
    <message>
        <source>When</source>
        <translation>ពេលណា</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>អ្នកណា</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>អ្វីដែលបានធ្វើ</translation>
    </message>
    <message>
        <source>Only what was looked at on this computer stands here. The server has the lines of other computers.</source>
        <translation>នៅទីនេះមានតែការមើលក្នុងកុំព្យូទ័រនេះប៉ុណ្ណោះ។ ម៉ាស៊ីនមេមានកំណត់ត្រារបស់កុំព្យូទ័រផ្សេង។</translation>
    </message>
    <message>
        <source>Who saw the case</source>
        <translation>អ្នកបានមើលករណី</translation>
    </message>
    <message>
        <source>Nobody looked at this case on this computer yet.</source>
        <translation>មិនទាន់មាននរណាមើលករណីនេះក្នុងកុំព្យូទ័រនេះទេ។</translation>
    </message>
</context>
<context>
    <name>ServiceTable</name>
    <message>
        <source>In time?</source>
        <translation>ទាន់ពេល?</translation>
    </message>
    <message>
        <source>Given from…</source>
        <translation>បានផ្តល់ពី…</translation>
    </message>
    <message>
        <source>Finished…</source>
        <translation>បានបញ្ចប់…</translation>
    </message>
    <message>
        <source>Not given…</source>
        <translation>មិនបានផ្តល់…</translation>
    </message>
    <message>
        <source>Stopped…</source>
        <translation>បានផ្អាក…</translation>
    </message>
    <message>
        <source>Make a referral…</source>
        <translation>ធ្វើការបញ្ជូន…</translation>
    </message>
    <message>
        <source>Take over the answer</source>
        <translation>កត់ត្រាតាមចម្លើយ</translation>
    </message>
    <message>
        <source>At what time</source>
        <translation>នៅម៉ោងប៉ុន្មាន</translation>
    </message>
    <message>
        <source>The limit runs from the time of the request; with a day alone, to the end of the last day.</source>
        <translation>រយៈពេលគិតពីម៉ោងស្នើសុំ។ បើមានតែថ្ងៃ គិតដល់ចុងថ្ងៃចុងក្រោយ។</translation>
    </message>
    <message>
        <source>The service is given</source>
        <translation>សេវានេះកំពុងផ្តល់</translation>
    </message>
    <message>
        <source>The service is finished</source>
        <translation>សេវានេះបានបញ្ចប់</translation>
    </message>
    <message>
        <source>The service is not given</source>
        <translation>សេវានេះមិនបានផ្តល់</translation>
    </message>
    <message>
        <source>The service was stopped</source>
        <translation>សេវានេះបានផ្អាក</translation>
    </message>
    <message>
        <source>From when</source>
        <translation>ពីថ្ងៃណា</translation>
    </message>
    <message>
        <source>On which day</source>
        <translation>នៅថ្ងៃណា</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>កត់ត្រា</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>ការកំណត់</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>នៅលើកុំព្យូទ័រនេះ</translation>
    </message>
    <message>
        <source>The office on papers</source>
        <translation>អង្គភាពនៅលើឯកសារ</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>អ្នកប្រើ</translation>
    </message>
    <message>
        <source>About Komar</source>
        <translation>អំពី Komar</translation>
    </message>
    <message>
        <source>On every computer of the office</source>
        <translation>នៅលើកុំព្យូទ័រទាំងអស់របស់អង្គភាព</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>ភាសា</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>ទំហំអក្សរ</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>ពណ៌</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ភ្លឺ</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ងងឹត</translation>
    </message>
    <message>
        <source>Lock the screen after so many minutes without a key</source>
        <translation>ចាក់សោអេក្រង់ ក្រោយប៉ុន្មាននាទីដោយមិនចុចគ្រាប់ចុច</translation>
    </message>
    <message>
        <source>Name in Khmer</source>
        <translation>ឈ្មោះជាភាសាខ្មែរ</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>ឈ្មោះជាភាសាអង់គ្លេស</translation>
    </message>
    <message>
        <source>Head of the office</source>
        <translation>ប្រធានអង្គភាព</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>អាសយដ្ឋាន</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>លេខទូរសព្ទ</translation>
    </message>
    <message>
        <source>Save the office</source>
        <translation>រក្សាទុកព័ត៌មានអង្គភាព</translation>
    </message>
    <message>
        <source>Remind of the backup after so many days</source>
        <translation>រំលឹកអំពីច្បាប់ចម្លងបម្រុង ក្រោយប៉ុន្មានថ្ងៃ</translation>
    </message>
    <message>
        <source>Save for the office</source>
        <translation>រក្សាទុកសម្រាប់អង្គភាព</translation>
    </message>
    <message>
        <source>Limits and thresholds of case work, what each step needs, what Today shows.</source>
        <translation>រយៈពេលកំណត់ និងកម្រិតនៃការងារករណី អ្វីដែលជំហាននីមួយៗត្រូវការ អ្វីដែលទំព័រថ្ងៃនេះបង្ហាញ។</translation>
    </message>
    <message>
        <source>Rules of the office</source>
        <translation>វិធានរបស់អង្គភាព</translation>
    </message>
    <message>
        <source>The first user has every role. It is safer to give the roles to several people.</source>
        <translation>អ្នកប្រើដំបូងមានតួនាទីទាំងអស់។ ចែកតួនាទីឱ្យមនុស្សច្រើននាក់ មានសុវត្ថិភាពជាង។</translation>
    </message>
    <message>
        <source>Users and roles</source>
        <translation>អ្នកប្រើ និងតួនាទី</translation>
    </message>
    <message>
        <source>The forms that are filled in here: check a workbook, put it into use, try it, print it.</source>
        <translation>ទម្រង់ដែលបំពេញនៅទីនេះ៖ ពិនិត្យសៀវភៅការងារ ដាក់ឱ្យប្រើ សាកល្បង និងបោះពុម្ព។</translation>
    </message>
    <message>
        <source>Library of forms</source>
        <translation>បណ្ណាល័យទម្រង់</translation>
    </message>
    <message>
        <source>Cases of children and inspection of child-care facilities. Version {version}</source>
        <translation>ករណីកុមារ និងអធិការកិច្ចកន្លែងថែទាំកុមារ។ ជំនាន់ {version}</translation>
    </message>
    <message>
        <source>Saved on this computer.</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
</context>
<context>
    <name>Sharing</name>
    <message>
        <source>New caseworker</source>
        <translation>អ្នកកាន់ករណីថ្មី</translation>
    </message>
    <message>
        <source>Only until (leave)</source>
        <translation>ត្រឹមតែថ្ងៃ (ឈប់សម្រាក)</translation>
    </message>
    <message>
        <source>Empty: for good. With a day the case comes back after it.</source>
        <translation>ទុកទទេ៖ ជារៀងរហូត។ បើមានថ្ងៃ ករណីត្រឡប់មកវិញក្រោយថ្ងៃនោះ។</translation>
    </message>
    <message>
        <source>Give to another caseworker</source>
        <translation>ប្រគល់ទៅអ្នកកាន់ករណីម្នាក់ទៀត</translation>
    </message>
    <message>
        <source>Offer the case</source>
        <translation>ស្នើប្រគល់ករណី</translation>
    </message>
    <message>
        <source>Also hand over: {group}</source>
        <translation>ប្រគល់ផងដែរ៖ {group}</translation>
    </message>
    <message>
        <source>Receiving office</source>
        <translation>អង្គភាពដែលទទួល</translation>
    </message>
    <message>
        <source>You stand in until {day}: not longer than that, then the case goes back to whose it is.</source>
        <translation>អ្នកកំពុងជំនួសគេរហូតដល់ថ្ងៃ {day}៖ មិនអាចយូរជាងនេះទេ បន្ទាប់មកករណីត្រឡប់ទៅម្ចាស់ដើមវិញ។</translation>
    </message>
    <message>
        <source>Why the case is to go there</source>
        <translation>ហេតុអ្វីករណីត្រូវទៅទីនោះ</translation>
    </message>
    <message>
        <source>Ask for a transfer to another office</source>
        <translation>ស្នើសុំផ្ទេរករណីទៅអង្គភាពផ្សេង</translation>
    </message>
    <message>
        <source>Save the request</source>
        <translation>រក្សាទុកសំណើ</translation>
    </message>
    <message>
        <source>Once the transfer is approved, the same act offers the case to that office.</source>
        <translation>នៅពេលការផ្ទេរបានអនុម័ត សកម្មភាពដដែលនេះស្នើប្រគល់ករណីទៅអង្គភាពនោះ។</translation>
    </message>
    <message>
        <source>Both offices see the case until the other one accepts it.</source>
        <translation>អង្គភាពទាំងពីរមើលឃើញករណី រហូតដល់អង្គភាពនោះទទួលយក។</translation>
    </message>
    <message>
        <source>Hand over to another office</source>
        <translation>ប្រគល់ទៅអង្គភាពមួយទៀត</translation>
    </message>
    <message>
        <source>The case is offered. Until it is accepted you stay responsible for it.</source>
        <translation>ករណីត្រូវបានស្នើប្រគល់ហើយ។ មុនពេលគេទទួលយក អ្នកនៅតែទទួលខុសត្រូវ។</translation>
    </message>
    <message>
        <source>Danger and safety plan</source>
        <translation>គ្រោះថ្នាក់ និងផែនការសុវត្ថិភាព</translation>
    </message>
    <message>
        <source>First promise</source>
        <translation>ការសន្យាទីមួយ</translation>
    </message>
    <message>
        <source>Second promise</source>
        <translation>ការសន្យាទីពីរ</translation>
    </message>
    <message>
        <source>Third promise</source>
        <translation>ការសន្យាទីបី</translation>
    </message>
    <message>
        <source>Whom the child trusts</source>
        <translation>អ្នកដែលកុមារទុកចិត្ត</translation>
    </message>
    <message>
        <source>The child was told on</source>
        <translation>ថ្ងៃដែលបានប្រាប់កុមារ</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>មូលហេតុ</translation>
    </message>
    <message>
        <source>What the next person must know first. If there is none, say so.</source>
        <translation>អ្វីដែលអ្នកបន្ទាប់ត្រូវដឹងមុនគេ។ បើគ្មាន សូមសរសេរថាគ្មាន។</translation>
    </message>
    <message>
        <source>Kind of receiver</source>
        <translation>ប្រភេទអ្នកទទួល</translation>
    </message>
    <message>
        <source>Name of the receiver</source>
        <translation>ឈ្មោះអ្នកទទួល</translation>
    </message>
    <message>
        <source>Telephone of the receiver</source>
        <translation>ទូរសព្ទអ្នកទទួល</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>អ្វីដែលស្នើសុំ</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>បន្ទាន់</translation>
    </message>
    <message>
        <source>Why it is in the best interests of the child without consent</source>
        <translation>ហេតុអ្វីជាឧត្តមប្រយោជន៍របស់កុមារ ទោះគ្មានការយល់ព្រម</translation>
    </message>
    <message>
        <source>What the receiver is shown: tick line by line</source>
        <translation>អ្វីដែលបង្ហាញអ្នកទទួល៖ សូមគូសម្តងមួយៗ</translation>
    </message>
    <message>
        <source>A head of the office looks at it afterwards.</source>
        <translation>ប្រធានអង្គភាពនឹងពិនិត្យមើលក្រោយមក។</translation>
    </message>
    <message>
        <source>Refer the child</source>
        <translation>បញ្ជូនកុមារទៅសេវា</translation>
    </message>
    <message>
        <source>Make the referral</source>
        <translation>បញ្ជូន</translation>
    </message>
    <message>
        <source>The referral is made. It goes out with the next exchange.</source>
        <translation>ការបញ្ជូនបានធ្វើហើយ។ វានឹងចេញទៅនៅពេលផ្ញើ និងទទួលលើកក្រោយ។</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>ចម្លើយ</translation>
    </message>
    <message>
        <source>Who works on it from now on</source>
        <translation>អ្នកដែលកាន់ករណីចាប់ពីពេលនេះ</translation>
    </message>
    <message>
        <source>Who answered for the receiver</source>
        <translation>អ្នកដែលឆ្លើយជំនួសអ្នកទទួល</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>Save the answer</source>
        <translation>រក្សាទុកចម្លើយ</translation>
    </message>
    <message>
        <source>Case offered to another caseworker</source>
        <translation>ករណីស្នើប្រគល់ទៅអ្នកកាន់ករណីម្នាក់ទៀត</translation>
    </message>
    <message>
        <source>Case offered for the time of a leave</source>
        <translation>ករណីស្នើប្រគល់ក្នុងពេលឈប់សម្រាក</translation>
    </message>
    <message>
        <source>Case offered to another office</source>
        <translation>ករណីស្នើប្រគល់ទៅអង្គភាពមួយទៀត</translation>
    </message>
    <message>
        <source>The leave is over</source>
        <translation>ការឈប់សម្រាកចប់ហើយ</translation>
    </message>
    <message>
        <source>Referral</source>
        <translation>ការបញ្ជូន</translation>
    </message>
    <message>
        <source>Give the case back</source>
        <translation>ប្រគល់ករណីត្រឡប់វិញ</translation>
    </message>
    <message>
        <source>Only a note</source>
        <translation>គ្រាន់តែកំណត់ចំណាំ</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>កុមារ</translation>
    </message>
    <message>
        <source>From or to</source>
        <translation>ពី ឬទៅ</translation>
    </message>
    <message>
        <source>By</source>
        <translation>ដោយ</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>លេខករណី</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>បាទ/ចាស</translation>
    </message>
    <message>
        <source>Notes so far</source>
        <translation>កំណត់ចំណាំកន្លងមក</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>រហូតដល់</translation>
    </message>
</context>
<context>
    <name>ShelfActs</name>
    <message>
        <source>This form is installed and in use already.</source>
        <translation>ទម្រង់នេះបានដំឡើង និងកំពុងប្រើរួចហើយ។</translation>
    </message>
    <message>
        <source>Installed. Offer version {version} for new responses from now on?</source>
        <translation>បានដំឡើងហើយ។ ដាក់កំណែ {version} ឱ្យប្រើសម្រាប់ការបំពេញថ្មី ចាប់ពីពេលនេះទៅឬ?</translation>
    </message>
    <message>
        <source>Put into use</source>
        <translation>ដាក់ឱ្យប្រើ</translation>
    </message>
    <message>
        <source>Installed. Nobody is offered the form before it is put into use.</source>
        <translation>បានដំឡើងហើយ។ គ្មានអ្នកណាឃើញទម្រង់នេះទេ មុនពេលដាក់ឱ្យប្រើ។</translation>
    </message>
    <message>
        <source>Offer version {version} of “{title}” for new responses from now on?</source>
        <translation>ដាក់កំណែ {version} នៃ «{title}» ឱ្យប្រើសម្រាប់ការបំពេញថ្មី ចាប់ពីពេលនេះទៅឬ?</translation>
    </message>
    <message>
        <source>Offer version {version} of “{title}” no longer? What was filled in with it is kept, and drafts can be finished.</source>
        <translation>ឈប់ប្រើកំណែ {version} នៃ «{title}» ឬ? អ្វីដែលបានបំពេញរួចនៅដដែល ហើយសេចក្តីព្រាងអាចបំពេញឱ្យចប់បាន។</translation>
    </message>
    <message>
        <source>Take out of use</source>
        <translation>ឈប់ប្រើ</translation>
    </message>
    <message>
        <source>In use: it is offered for new responses.</source>
        <translation>បានដាក់ឱ្យប្រើសម្រាប់ការបំពេញថ្មី។</translation>
    </message>
    <message>
        <source>Out of use: it is offered no longer, its responses are kept.</source>
        <translation>បានឈប់ប្រើ។ អ្វីដែលបានបំពេញរួចនៅដដែល។</translation>
    </message>
    <message>
        <source>Language of the paper</source>
        <translation>ភាសាលើក្រដាស</translation>
    </message>
    <message>
        <source>Print the blank form</source>
        <translation>បោះពុម្ពទម្រង់ទទេ</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>បន្ទាប់</translation>
    </message>
    <message>
        <source>Save the workbook as</source>
        <translation>រក្សាទុកសៀវភៅការងារជា</translation>
    </message>
    <message>
        <source>Saved: {file}. After a change raise “version” in sheet “settings”: a released version is never edited.</source>
        <translation>បានរក្សាទុក៖ {file}។ ក្រោយពេលកែ សូមប្តូរលេខកំណែក្នុងសន្លឹកនៃការកំណត់ឱ្យខ្ពស់ជាងមុន៖ មិនត្រូវកែកំណែដែលបានដាក់ឱ្យប្រើរួចទេ។</translation>
    </message>
</context>
<context>
    <name>ShortTimeField</name>
    <message>
        <source>8:30</source>
        <translation>៨:៣០</translation>
    </message>
</context>
<context>
    <name>SideList</name>
    <message>
        <source>Missing: {n}</source>
        <translation>នៅខ្វះ៖ {n}</translation>
    </message>
    <message>
        <source>Problems: {n}</source>
        <translation>បញ្ហាត្រូវកែ៖ {n}</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Komar</source>
        <translation>Komar កុមារ</translation>
    </message>
    <message>
        <source>Cases of children and inspection of child-care facilities</source>
        <translation>ករណីកុមារ និងអធិការកិច្ចកន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>ឈ្មោះរបស់អ្នក</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>ពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>ចូលប្រើ</translation>
    </message>
    <message>
        <source>Password forgotten</source>
        <translation>ភ្លេចពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>ស្តារទិន្នន័យពីច្បាប់ចម្លងបម្រុង</translation>
    </message>
    <message>
        <source>The backup is restored. Please sign in with a name and password of that day.</source>
        <translation>បានស្តារទិន្នន័យរួចហើយ។ សូមចូលប្រើដោយឈ្មោះ និងពាក្យសម្ងាត់នៃថ្ងៃនោះ។</translation>
    </message>
</context>
<context>
    <name>Signatures</name>
    <message>
        <source>Who signed</source>
        <translation>អ្នកចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>How it was signed</source>
        <translation>របៀបចុះហត្ថលេខា</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>ចុះហត្ថលេខានៅថ្ងៃ</translation>
    </message>
    <message>
        <source>Further ones are noted with “Who signed…” afterwards.</source>
        <translation>អ្នកផ្សេងទៀតកត់ត្រាក្រោយ ដោយ «អ្នកចុះហត្ថលេខា…»។</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>សាក្សី</translation>
    </message>
    <message>
        <source>A thumbprint needs a witness. No picture of it is kept.</source>
        <translation>ស្នាមមេដៃត្រូវមានសាក្សី។ មិនរក្សាទុករូបភាពនៃស្នាមមេដៃទេ។</translation>
    </message>
</context>
<context>
    <name>SimpleTable</name>
    <message>
        <source>Open</source>
        <translation>បើក</translation>
    </message>
    <message>
        <source>Copy for Excel</source>
        <translation>ចម្លងទៅ Excel</translation>
    </message>
    <message>
        <source>The whole list to Excel</source>
        <translation>បញ្ជីទាំងមូលទៅ Excel</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>ជួរឈរ…</translation>
    </message>
    <message>
        <source>Sort by: {column}</source>
        <translation>តម្រៀបតាម៖ {column}</translation>
    </message>
</context>
<context>
    <name>Sliding</name>
    <message>
        <source>Please choose from {low} to {high}, in steps of {step}.</source>
        <translation>សូមជ្រើសរើសពី {low} ដល់ {high} ម្តង {step}។</translation>
    </message>
</context>
<context>
    <name>StackPage</name>
    <message>
        <source>Case</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>ភេទ</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>ភូមិ</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>Filled in on</source>
        <translation>បំពេញថ្ងៃទី</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Type a stack of papers</source>
        <translation>បញ្ចូលគំនរឯកសារលើក្រដាស</translation>
    </message>
    <message>
        <source>Form, day, worker and place stay from one paper to the next; only the case changes.</source>
        <translation>ទម្រង់ ថ្ងៃ អ្នកបំពេញ និងទីកន្លែង នៅដដែលពីឯកសារមួយទៅមួយ ប្ដូរតែករណីប៉ុណ្ណោះ។</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Print it blank for the field (Ctrl+P)</source>
        <translation>បោះពុម្ពទម្រង់ទទេសម្រាប់ចុះមូលដ្ឋាន (Ctrl+P)</translation>
    </message>
    <message>
        <source>Filled in by</source>
        <translation>បំពេញដោយ</translation>
    </message>
    <message>
        <source>Village where it was filled in</source>
        <translation>ភូមិដែលបានបំពេញ</translation>
    </message>
    <message>
        <source>Place where it was filled in</source>
        <translation>ទីកន្លែងដែលបានបំពេញ</translation>
    </message>
    <message>
        <source>The case of the next paper</source>
        <translation>ករណីនៃឯកសារបន្ទាប់</translation>
    </message>
    <message>
        <source>Number of the case or name of the child</source>
        <translation>លេខករណី ឬឈ្មោះកុមារ</translation>
    </message>
    <message>
        <source>Type it (Enter)</source>
        <translation>បញ្ចូល (Enter)</translation>
    </message>
    <message>
        <source>Cases that were found</source>
        <translation>ករណីដែលបានរកឃើញ</translation>
    </message>
    <message>
        <source>Type the number on the paper, or a name in any script.</source>
        <translation>វាយលេខលើឯកសារ ឬឈ្មោះជាអក្សរណាក៏បាន។</translation>
    </message>
    <message>
        <source>Typed today</source>
        <translation>បានបញ្ចូលថ្ងៃនេះ</translation>
    </message>
    <message>
        <source>Nothing was typed today.</source>
        <translation>ថ្ងៃនេះមិនទាន់បានបញ្ចូលអ្វីទេ។</translation>
    </message>
    <message>
        <source>Typed today: {number}</source>
        <translation>បានបញ្ចូលថ្ងៃនេះ៖ {number}</translation>
    </message>
</context>
<context>
    <name>Standards</name>
    <message>
        <source>Of the visits in which a standard was asked and seen: how many did not meet it in full. Visits by year: {list}.</source>
        <translation>ក្នុងចំណោមអធិការកិច្ចដែលបានសួរ និងពិនិត្យឃើញបទដ្ឋាននោះ៖ ប៉ុន្មានលើកដែលមិនបានអនុវត្តពេញលេញ។ អធិការកិច្ចតាមឆ្នាំ៖ {list}។</translation>
    </message>
    <message>
        <source>Not counted: {n} visits whose form or answers are not on this computer.</source>
        <translation>មិនរាប់បញ្ចូល៖ អធិការកិច្ច {n} ដែលទម្រង់ ឬចម្លើយរបស់វាមិនមានក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>ចំណុច</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>បទដ្ឋាន</translation>
    </message>
    <message>
        <source>Standards over the years</source>
        <translation>បទដ្ឋានតាមឆ្នាំ</translation>
    </message>
    <message>
        <source>No visit with points stands here yet; numbers come once a team has closed one.</source>
        <translation>មិនទាន់មានអធិការកិច្ចដែលមានពិន្ទុនៅទីនេះទេ។ លេខនឹងមាន ពេលក្រុមបិទអធិការកិច្ចមួយ។</translation>
    </message>
    <message>
        <source>{text} (critical)</source>
        <translation>{text} (ធ្ងន់ធ្ងរ)</translation>
    </message>
    <message>
        <source>{year}: asked and seen in {n} visits, met in part {partly}, not met {none}</source>
        <translation>{year}៖ បានសួរ និងពិនិត្យឃើញក្នុងអធិការកិច្ច {n} អនុវត្តបានខ្លះ {partly} មិនបានអនុវត្ត {none}</translation>
    </message>
    <message>
        <source>Not met in full, of a hundred visits: {item}</source>
        <translation>មិនបានអនុវត្តពេញលេញ ក្នុងអធិការកិច្ចមួយរយ៖ {item}</translation>
    </message>
    <message>
        <source>item {n}</source>
        <translation>ចំណុច {n}</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>Type of facility</source>
        <translation>ប្រភេទកន្លែងថែទាំ</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>How the case stands between people and offices</source>
        <translation>ស្ថានភាពករណីរវាងមនុស្ស និងអង្គភាព</translation>
    </message>
    <message>
        <source>The transfer to {to} is approved.</source>
        <translation>ការផ្ទេរទៅ {to} បានអនុម័តហើយ។</translation>
    </message>
    <message>
        <source>Offer the case…</source>
        <translation>ស្នើប្រគល់ករណី…</translation>
    </message>
    <message>
        <source>It is another child…</source>
        <translation>ជាកុមារម្នាក់ទៀត…</translation>
    </message>
    <message>
        <source>Take the offer back…</source>
        <translation>ដកការស្នើវិញ…</translation>
    </message>
    <message>
        <source>Give the case back…</source>
        <translation>ប្រគល់ករណីវិញ…</translation>
    </message>
    <message>
        <source>Look and answer…</source>
        <translation>មើល និងឆ្លើយ…</translation>
    </message>
    <message>
        <source>{to} works on this case until {end}, in place of {who}.</source>
        <translation>{to} កាន់ករណីនេះរហូតដល់ {end} ជំនួស {who}។</translation>
    </message>
    <message>
        <source>Offered to {to} on {day}, for a leave until {end}.</source>
        <translation>បានស្នើប្រគល់ទៅ {to} នៅថ្ងៃ {day} សម្រាប់ពេលឈប់សម្រាករហូតដល់ {end}។</translation>
    </message>
    <message>
        <source>Offered to the office {to} on {day}.</source>
        <translation>បានស្នើប្រគល់ទៅអង្គភាព {to} នៅថ្ងៃ {day}។</translation>
    </message>
    <message>
        <source>Offered to {to} on {day}.</source>
        <translation>បានស្នើប្រគល់ទៅ {to} នៅថ្ងៃ {day}។</translation>
    </message>
    <message>
        <source>Until it is accepted, {who} stays responsible.</source>
        <translation>{who} នៅតែទទួលខុសត្រូវរហូតដល់មានការទទួលយក។</translation>
    </message>
    <message>
        <source>Possibly known to another office: {code}, {office}. Phone: {ask}. Alike: {fields}.</source>
        <translation>អាចជាកុមារដែលអង្គភាពផ្សេងស្គាល់៖ {code} {office}។ ទូរសព្ទ៖ {ask}។ ស្រដៀងគ្នា៖ {fields}។</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>លេខករណី</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>អង្គភាព</translation>
    </message>
    <message>
        <source>What they are</source>
        <translation>ពួកគេជា</translation>
    </message>
    <message>
        <source>Phone that office first. The answer ends the question for both offices.</source>
        <translation>សូមទូរសព្ទទៅអង្គភាពនោះមុន។ ចម្លើយបញ្ចប់សំណួរនេះសម្រាប់អង្គភាពទាំងពីរ។</translation>
    </message>
    <message>
        <source>Two children</source>
        <translation>កុមារពីរនាក់</translation>
    </message>
    <message>
        <source>Save the answer</source>
        <translation>រក្សាទុកចម្លើយ</translation>
    </message>
    <message>
        <source>This case belongs to another office now: {to}. It was offered on {day}.</source>
        <translation>ករណីនេះឥឡូវនៅអង្គភាពផ្សេង៖ {to}។ បានស្នើប្រគល់នៅថ្ងៃ {day}។</translation>
    </message>
    <message>
        <source>Whom to ask: {ask}</source>
        <translation>អ្នកដែលត្រូវសួរ៖ {ask}</translation>
    </message>
</context>
<context>
    <name>StateHead</name>
    <message>
        <source>Send and receive</source>
        <translation>ផ្ញើ និងទទួល</translation>
    </message>
    <message>
        <source>Waiting to be sent: {n}</source>
        <translation>រង់ចាំផ្ញើ៖ {n}</translation>
    </message>
    <message>
        <source>Everything is saved on this computer.</source>
        <translation>អ្វីៗទាំងអស់បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
    <message>
        <source>never</source>
        <translation>មិនទាន់ដែល</translation>
    </message>
    <message>
        <source>Everything is saved on this computer. {waiting}. Last exchanged: {last}.</source>
        <translation>អ្វីៗទាំងអស់បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។ {waiting}។ ផ្ញើ និងទទួលចុងក្រោយ៖ {last}។</translation>
    </message>
    <message>
        <source>Reaching the server</source>
        <translation>កំពុងទាក់ទងម៉ាស៊ីនមេ</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>ឈប់</translation>
    </message>
    <message>
        <source>Send and receive now</source>
        <translation>ផ្ញើ និងទទួលឥឡូវនេះ</translation>
    </message>
    <message>
        <source>Receiving: {n}</source>
        <translation>កំពុងទទួល៖ {n}</translation>
    </message>
    <message>
        <source>Sent: {sent}. Received: {received}.</source>
        <translation>បានផ្ញើ៖ {sent}។ បានទទួល៖ {received}។</translation>
    </message>
    <message>
        <source>Pictures and files: {n}.</source>
        <translation>រូបភាព និងឯកសារ៖ {n}។</translation>
    </message>
    <message>
        <source>Some pictures and files wait for a better link.</source>
        <translation>រូបភាព និងឯកសារខ្លះរង់ចាំការតភ្ជាប់ល្អជាងនេះ។</translation>
    </message>
</context>
<context>
    <name>SupervisionPage</name>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
    <message>
        <source>With whom</source>
        <translation>ជាមួយអ្នកណា</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>ប្រភេទ</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>លេខករណី</translation>
    </message>
    <message>
        <source>What was agreed</source>
        <translation>អ្វីដែលបានព្រមព្រៀង</translation>
    </message>
    <message>
        <source>Next talk</source>
        <translation>ការពិភាក្សាបន្ទាប់</translation>
    </message>
    <message>
        <source>Supervision</source>
        <translation>ការគ្រប់គ្រងករណី</translation>
    </message>
    <message>
        <source>Talks of the head with caseworkers. Each is read by the head and by that person alone.</source>
        <translation>ការពិភាក្សារបស់ប្រធានជាមួយអ្នកកាន់ករណី។ មានតែប្រធាន និងអ្នកនោះទេដែលអានបាន។</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Write down a talk (Ctrl+N)</source>
        <translation>កត់ត្រាការពិភាក្សា (Ctrl+N)</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>កែ</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>បើកមើលករណី</translation>
    </message>
    <message>
        <source>Audit a case file…</source>
        <translation>ពិនិត្យឯកសារករណី…</translation>
    </message>
    <message>
        <source>Print the blank sheet</source>
        <translation>បោះពុម្ពទម្រង់ទទេ</translation>
    </message>
    <message>
        <source>No talk stands here yet.</source>
        <translation>មិនទាន់មានការពិភាក្សាទេ។</translation>
    </message>
    <message>
        <source>Case number (may be empty)</source>
        <translation>លេខករណី (អាចទទេ)</translation>
    </message>
    <message>
        <source>What was talked about</source>
        <translation>ខ្លឹមសារនៃការពិភាក្សា</translation>
    </message>
    <message>
        <source>Left empty it is set by the rule of the office.</source>
        <translation>ទុកឱ្យទទេ នឹងកំណត់តាមវិធានរបស់អង្គភាព។</translation>
    </message>
    <message>
        <source>A talk of supervision</source>
        <translation>ការពិភាក្សារបស់អ្នកគ្រប់គ្រង</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Go through the file with the audit sheet</source>
        <translation>ពិនិត្យឯកសារតាមទម្រង់ពិនិត្យ</translation>
    </message>
    <message>
        <source>Its result is written down here when it is finished.</source>
        <translation>លទ្ធផលត្រូវកត់ត្រានៅទីនេះ ពេលបំពេញទម្រង់ចប់។</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Decide, held, waiting, pictures, files by hand, link</source>
        <translation>សម្រេច មិនទាន់ទទួល រង់ចាំ រូបភាព ឯកសារតាមដៃ ការតភ្ជាប់</translation>
    </message>
</context>
<context>
    <name>SyncPart</name>
    <message>
        <source>Shown: {shown} of {count}. The list for Excel holds all of them.</source>
        <translation>បង្ហាញ {shown} ក្នុងចំណោម {count}។ បញ្ជីសម្រាប់ Excel មានទាំងអស់។</translation>
    </message>
</context>
<context>
    <name>Tabs of a case</name>
    <message>
        <source>Child</source>
        <translation>កុមារ</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Forms and assessments</source>
        <translation>ទម្រង់ និងការវាយតម្លៃ</translation>
    </message>
    <message>
        <source>Assessments</source>
        <translation>ការប៉ាន់ប្រមាណ</translation>
    </message>
    <message>
        <source>Plan and services</source>
        <translation>ផែនការ និងសេវា</translation>
    </message>
    <message>
        <source>Notes and visits</source>
        <translation>កំណត់ចំណាំ</translation>
    </message>
    <message>
        <source>Contacts and family</source>
        <translation>ទំនាក់ទំនង គ្រួសារ</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>សុខភាព</translation>
    </message>
    <message>
        <source>Concerns and risk</source>
        <translation>កង្វល់ ហានិភ័យ</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>ការយល់ព្រម</translation>
    </message>
    <message>
        <source>Placement, allegations</source>
        <translation>ការទុកដាក់</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>ឧប្បត្តិហេតុ</translation>
    </message>
    <message>
        <source>Search, leaving care</source>
        <translation>ស្វែងរកគ្រួសារ ចាកចេញ</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>សុវត្ថិភាព</translation>
    </message>
    <message>
        <source>Restricted</source>
        <translation>សម្ងាត់</translation>
    </message>
    <message>
        <source>Referrals and hand-overs</source>
        <translation>ការបញ្ជូន និងការប្រគល់</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>ឯកសារ</translation>
    </message>
    <message>
        <source>Printed papers</source>
        <translation>ឯកសារបោះពុម្ព</translation>
    </message>
    <message>
        <source>Episodes and approvals</source>
        <translation>វគ្គ និងការអនុម័ត</translation>
    </message>
    <message>
        <source>Tasks and flags</source>
        <translation>កិច្ចការ និងសញ្ញាសម្គាល់</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>ព្រឹត្តិការណ៍តាមពេលវេលា</translation>
    </message>
    <message>
        <source>Who saw it</source>
        <translation>អ្នកបានមើល</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>A task</source>
        <translation>កិច្ចការ</translation>
    </message>
    <message>
        <source>Change the task</source>
        <translation>កែកិច្ចការ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>អ្វីដែលត្រូវធ្វើ</translation>
    </message>
    <message>
        <source>Until when</source>
        <translation>ធ្វើរួចត្រឹមថ្ងៃ</translation>
    </message>
    <message>
        <source>Who does it</source>
        <translation>អ្នកធ្វើ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>ស្ថានភាព</translation>
    </message>
</context>
<context>
    <name>TimeField</name>
    <message>
        <source>Type a time such as 8:30.</source>
        <translation>សូមវាយម៉ោង ឧទាហរណ៍ ៨:៣០។</translation>
    </message>
    <message>
        <source>8:30, or nothing if not known</source>
        <translation>៨:៣០ ឬទុកឱ្យទទេបើមិនដឹង</translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message>
        <source>Day</source>
        <translation>ថ្ងៃ</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>អ្វីបានកើតឡើង</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>ព័ត៌មានលម្អិត</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>អ្នកណា</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>ព្រឹត្តិការណ៍តាមពេលវេលា</translation>
    </message>
    <message>
        <source>Older history is on the server; it did not all come to this computer.</source>
        <translation>ប្រវត្តិចាស់ជាងនេះនៅក្នុងម៉ាស៊ីនមេ។ វាមិនបានមកដល់កុំព្យូទ័រនេះទាំងអស់ទេ។</translation>
    </message>
    <message>
        <source>Everything that happens in the case stands here.</source>
        <translation>អ្វីៗដែលកើតឡើងក្នុងករណីនឹងបង្ហាញនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Show only</source>
        <translation>បង្ហាញតែ</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>ទាំងអស់</translation>
    </message>
    <message>
        <source>typed late</source>
        <translation>បញ្ចូលយឺត</translation>
    </message>
</context>
<context>
    <name>ToExcel</name>
    <message>
        <source>You do not have the right to take this list out of Komar.</source>
        <translation>អ្នកគ្មានសិទ្ធិយកបញ្ជីនេះចេញពី Komar ទេ។</translation>
    </message>
    <message>
        <source>To Excel</source>
        <translation>ចេញជា Excel</translation>
    </message>
    <message>
        <source>Sealed with a password</source>
        <translation>បិទត្រាដោយពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>Written to {file}: {n} rows.</source>
        <translation>បានសរសេរទៅ {file}៖ {n} ជួរ។</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today</source>
        <translation>ថ្ងៃនេះ</translation>
    </message>
    <message>
        <source>Only my own</source>
        <translation>តែរបស់ខ្ញុំ</translation>
    </message>
    <message>
        <source>Emergency numbers</source>
        <translation>លេខសង្គ្រោះបន្ទាន់</translation>
    </message>
    <message>
        <source>Add a task</source>
        <translation>បន្ថែមកិច្ចការ</translation>
    </message>
    <message>
        <source>Register a child</source>
        <translation>ចុះបញ្ជីកុមារ</translation>
    </message>
    <message>
        <source>Nothing is due. What falls due, what others hand over and what you begin appears here.</source>
        <translation>គ្មានអ្វីដល់កំណត់ទេ។ អ្វីដែលដល់កំណត់ អ្វីដែលគេប្រគល់ឱ្យអ្នក និងអ្វីដែលអ្នកបានចាប់ផ្តើម នឹងបង្ហាញនៅទីនេះ។</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>ហួសកំណត់</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>ត្រូវធ្វើ</translation>
    </message>
    <message>
        <source>Sent back to you with remarks</source>
        <translation>បានប្រគល់ឱ្យអ្នកកែវិញ</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>រង់ចាំការអនុម័ត</translation>
    </message>
    <message>
        <source>Hand-overs to answer</source>
        <translation>ការប្រគល់ករណី រង់ចាំចម្លើយ</translation>
    </message>
    <message>
        <source>Referrals to answer</source>
        <translation>ការបញ្ជូន រង់ចាំចម្លើយ</translation>
    </message>
    <message>
        <source>Reviews due</source>
        <translation>ការពិនិត្យឡើងវិញ ត្រូវធ្វើ</translation>
    </message>
    <message>
        <source>Without contact for long</source>
        <translation>គ្មានការទំនាក់ទំនងយូរហើយ</translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation>នៅខ្វះ</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>មានសញ្ញាសម្គាល់</translation>
    </message>
    <message>
        <source>Findings overdue</source>
        <translation>ចំណុចត្រូវកែលម្អ ហួសកំណត់</translation>
    </message>
    <message>
        <source>Two different values: please decide</source>
        <translation>ទិន្នន័យមិនស៊ីគ្នា៖ សូមសម្រេច</translation>
    </message>
    <message>
        <source>Held by the server</source>
        <translation>ម៉ាស៊ីនមេមិនទាន់ទទួល</translation>
    </message>
    <message>
        <source>Handed over to you</source>
        <translation>ប្រគល់ឱ្យអ្នក</translation>
    </message>
    <message>
        <source>Drafts (not part of the record yet)</source>
        <translation>សេចក្តីព្រាង (មិនទាន់ជាផ្លូវការ)</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>និង {n} ទៀត</translation>
    </message>
    <message>
        <source>The time allowed is over. See the child first, write afterwards.</source>
        <translation>ពេលដែលអនុញ្ញាតបានហួសហើយ។ សូមជួបកុមារជាមុនសិន ចាំកត់ត្រាតាមក្រោយ។</translation>
    </message>
    <message>
        <source>The head asks for something to be changed before it is approved.</source>
        <translation>អ្នកគ្រប់គ្រងករណីសុំឱ្យកែជាមុនសិន មុននឹងអនុម័ត។</translation>
    </message>
    <message>
        <source>Nobody approves their own request: these wait for you.</source>
        <translation>គ្មាននរណាអនុម័តសំណើរបស់ខ្លួនឯងទេ៖ សំណើទាំងនេះរង់ចាំអ្នក។</translation>
    </message>
    <message>
        <source>Nothing was noted in these open cases for a long time. Visit or call, then write a note.</source>
        <translation>គ្មានអ្វីត្រូវបានកត់ត្រាក្នុងករណីទាំងនេះយូរហើយ។ សូមចុះជួប ឬទូរសព្ទ រួចកត់ត្រា។</translation>
    </message>
    <message>
        <source>This has no day. See to it when what is urgent is done; it stays here until it is written down.</source>
        <translation>កិច្ចការនេះគ្មានថ្ងៃកំណត់ទេ។ សូមធ្វើវា ក្រោយពេលកិច្ចការបន្ទាន់រួចរាល់។ វានៅទីនេះ រហូតដល់បានកត់ត្រា។</translation>
    </message>
    <message>
        <source>Somebody marked these cases so that nobody overlooks them. Clear the flag once it is settled.</source>
        <translation>មានគេដាក់សញ្ញាសម្គាល់លើករណីទាំងនេះ ដើម្បីកុំឱ្យមើលរំលង។ ពេលដោះស្រាយរួច សូមដកសញ្ញាសម្គាល់ចេញ។</translation>
    </message>
    <message>
        <source>Two people wrote different values. Both are kept until somebody decides.</source>
        <translation>មនុស្សពីរនាក់សរសេរខុសគ្នា។ ទាំងពីរត្រូវបានទុក រហូតដល់មានអ្នកសម្រេច។</translation>
    </message>
    <message>
        <source>The server has not taken these yet. They are kept here; the page “Send and receive” says why.</source>
        <translation>ម៉ាស៊ីនមេមិនទាន់ទទួលទាំងនេះទេ។ វានៅរក្សាទុកទីនេះ ហើយទំព័រ «ផ្ញើ និងទទួល» ប្រាប់មូលហេតុ។</translation>
    </message>
    <message>
        <source>Registration of a child</source>
        <translation>ការចុះបញ្ជីកុមារ</translation>
    </message>
    <message>
        <source>A case that is being changed</source>
        <translation>ករណីដែលកំពុងកែ</translation>
    </message>
    <message>
        <source>A facility</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>An admission</source>
        <translation>ការទទួលចូល</translation>
    </message>
    <message>
        <source>A household</source>
        <translation>គ្រួសារថែទាំ</translation>
    </message>
    <message>
        <source>An entry of a household</source>
        <translation>ការបញ្ចូលរបស់គ្រួសារថែទាំ</translation>
    </message>
    <message>
        <source>An entry of a facility</source>
        <translation>ការបញ្ចូលសម្រាប់កន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>An entry of a case</source>
        <translation>ការកត់ត្រាមួយក្នុងករណី</translation>
    </message>
    <message>
        <source>A form</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>A record with two values</source>
        <translation>កំណត់ត្រាដែលមានទិន្នន័យមិនស៊ីគ្នា</translation>
    </message>
    <message>
        <source>A change that the server holds</source>
        <translation>ការកែដែលម៉ាស៊ីនមេមិនទាន់ទទួល</translation>
    </message>
    <message>
        <source>Children: {n}</source>
        <translation>កុមារ៖ {n}</translation>
    </message>
    <message>
        <source>Residents: {n}</source>
        <translation>អ្នកស្នាក់នៅ៖ {n}</translation>
    </message>
    <message>
        <source>number {n}</source>
        <translation>លេខ {n}</translation>
    </message>
    <message>
        <source>Staff: {n}</source>
        <translation>បុគ្គលិក៖ {n}</translation>
    </message>
    <message>
        <source>Findings: {n}</source>
        <translation>ចំណុចត្រូវកែលម្អ៖ {n}</translation>
    </message>
    <message>
        <source>{what}, written on {day}</source>
        <translation>{what} សរសេរនៅថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>{case}. Alike: {fields}</source>
        <translation>{case}។ ស្រដៀងគ្នា៖ {fields}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>រួចរាល់</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>បានឃើញ</translation>
    </message>
    <message>
        <source>Done: {task}</source>
        <translation>រួចរាល់៖ {task}</translation>
    </message>
    <message>
        <source>Seen: {task}</source>
        <translation>បានឃើញ៖ {task}</translation>
    </message>
    <message>
        <source>Restricted case</source>
        <translation>ករណីមានព័ត៌មានសម្ងាត់</translation>
    </message>
    <message>
        <source>Risk level: {level}</source>
        <translation>កម្រិតហានិភ័យ៖ {level}</translation>
    </message>
    <message>
        <source>Item {item}</source>
        <translation>ចំណុច {item}</translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation>ដោយ {name}</translation>
    </message>
    <message>
        <source>nothing noted since {day}</source>
        <translation>គ្មានកំណត់ត្រាតាំងពីថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>due on {day}</source>
        <translation>កំណត់ថ្ងៃទី {day}</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>ត្រូវធ្វើថ្ងៃនេះ</translation>
    </message>
    <message>
        <source>{n} hours late</source>
        <translation>ហួស {n} ម៉ោង</translation>
    </message>
    <message>
        <source>{n} days late</source>
        <translation>ហួស {n} ថ្ងៃ</translation>
    </message>
    <message>
        <source>{n} hours left</source>
        <translation>នៅ {n} ម៉ោង</translation>
    </message>
    <message>
        <source>{n} days left</source>
        <translation>នៅ {n} ថ្ងៃ</translation>
    </message>
</context>
<context>
    <name>TonightPage</name>
    <message>
        <source>Answer</source>
        <translation>ចម្លើយ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>How near</source>
        <translation>ជិតឬឆ្ងាយ</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>ភូមិ</translation>
    </message>
    <message>
        <source>Free places</source>
        <translation>កន្លែងទំនេរ</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>លេខទូរសព្ទ</translation>
    </message>
    <message>
        <source>Why, and why not</source>
        <translation>ហេតុអ្វី និងហេតុអ្វីមិនបាន</translation>
    </message>
    <message>
        <source>same village</source>
        <translation>ភូមិតែមួយ</translation>
    </message>
    <message>
        <source>same commune</source>
        <translation>ឃុំ/សង្កាត់ដដែល</translation>
    </message>
    <message>
        <source>same district</source>
        <translation>ស្រុកតែមួយ</translation>
    </message>
    <message>
        <source>same province</source>
        <translation>ខេត្តដដែល</translation>
    </message>
    <message>
        <source>another province</source>
        <translation>ខេត្តផ្សេង</translation>
    </message>
    <message>
        <source>place not known</source>
        <translation>មិនដឹងកន្លែង</translation>
    </message>
    <message>
        <source>Can</source>
        <translation>អាចទទួល</translation>
    </message>
    <message>
        <source>To be asked</source>
        <translation>ត្រូវសាកសួរ</translation>
    </message>
    <message>
        <source>Cannot</source>
        <translation>មិនអាចទទួល</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>មិនដឹង</translation>
    </message>
    <message>
        <source>Approved, with room for all of them.</source>
        <translation>បានអនុម័ត ហើយមានកន្លែងសម្រាប់កុមារទាំងអស់។</translation>
    </message>
    <message>
        <source>Who can take a child tonight?</source>
        <translation>អ្នកណាអាចទទួលកុមារយប់នេះ?</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>គ្រួសារថែទាំ</translation>
    </message>
    <message>
        <source>Propose for a child… (Ctrl+Enter)</source>
        <translation>ស្នើសម្រាប់កុមារ… (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Near which village, commune or district</source>
        <translation>នៅជិតភូមិ ឃុំ/សង្កាត់ ឬស្រុក/ខណ្ឌណា</translation>
    </message>
    <message>
        <source>How many children</source>
        <translation>កុមារប៉ុន្មាននាក់</translation>
    </message>
    <message>
        <source>Case numbers of the children, if there are any</source>
        <translation>លេខករណីរបស់កុមារ បើមាន</translation>
    </message>
    <message>
        <source>Kinds of care</source>
        <translation>ប្រភេទនៃការថែទាំ</translation>
    </message>
    <message>
        <source>At short notice, tonight</source>
        <translation>ជាបន្ទាន់ យប់នេះ</translation>
    </message>
    <message>
        <source>Then age, sex and disability are looked at too. Several with a comma.</source>
        <translation>ពេលនោះ អាយុ ភេទ និងពិការភាពក៏ត្រូវពិនិត្យដែរ។ បើមានច្រើន ប្រើសញ្ញាក្បៀស។</translation>
    </message>
    <message>
        <source>Near is told by the codes of village, commune and district, not by the road. Call before you go.</source>
        <translation>ភាពជិតគិតតាមលេខកូដភូមិ ឃុំ/សង្កាត់ និងស្រុក/ខណ្ឌ មិនមែនតាមផ្លូវទេ។ សូមទូរសព្ទមុនពេលទៅ។</translation>
    </message>
    <message>
        <source>Households that can be asked</source>
        <translation>គ្រួសារដែលអាចសាកសួរបាន</translation>
    </message>
    <message>
        <source>Households near the place stand here once it is chosen.</source>
        <translation>គ្រួសារនៅជិតទីកន្លែងនឹងបង្ហាញនៅទីនេះ ក្រោយពេលជ្រើសរើសទីកន្លែង។</translation>
    </message>
    <message>
        <source>No approved household stands in the register yet.</source>
        <translation>មិនទាន់មានគ្រួសារថែទាំដែលបានអនុម័តក្នុងបញ្ជីទេ។</translation>
    </message>
    <message>
        <source>Child {n} and case</source>
        <translation>កុមារទី {n} និងករណី</translation>
    </message>
    <message>
        <source>Child and case</source>
        <translation>កុមារ និងករណី</translation>
    </message>
    <message>
        <source>Nothing is decided yet: the placement is asked for next, with all that speaks against it.</source>
        <translation>មិនទាន់សម្រេចអ្វីទេ៖ បន្ទាប់ពីនេះ នឹងបំពេញការទុកដាក់ ជាមួយអ្វីៗដែលមិនគាំទ្រ។</translation>
    </message>
    <message>
        <source>Propose {name}</source>
        <translation>ស្នើ {name}</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>ស្នើ</translation>
    </message>
    <message>
        <source>Choose a village, and how many children.</source>
        <translation>សូមជ្រើសរើសភូមិ និងចំនួនកុមារ។</translation>
    </message>
    <message>
        <source>Children: {n}. Households that can take them: {sure}; to be asked: {ask}.</source>
        <translation>កុមារ៖ {n}។ គ្រួសារដែលអាចទទួលបាន៖ {sure} ត្រូវសាកសួរ៖ {ask}។</translation>
    </message>
</context>
<context>
    <name>TransfersPart</name>
    <message>
        <source>What</source>
        <translation>អ្វី</translation>
    </message>
    <message>
        <source>About</source>
        <translation>អំពី</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>ទំហំ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Pictures and files</source>
        <translation>រូបភាព និងឯកសារ</translation>
    </message>
    <message>
        <source>Records always go first. Small pictures follow, then pictures and files in full, some with each exchange. What a cut link left half done goes on from there.</source>
        <translation>កំណត់ត្រាតែងតែផ្ញើមុនគេ។ បន្ទាប់មករូបតូចៗ រួចរូបភាព និងឯកសារពេញលេញ ម្តងមួយចំនួន។ អ្វីដែលដាច់ពាក់កណ្តាល នឹងបន្តពីកន្លែងនោះ។</translation>
    </message>
    <message>
        <source>All pictures and files are where they belong.</source>
        <translation>រូបភាព និងឯកសារទាំងអស់នៅកន្លែងត្រឹមត្រូវហើយ។</translation>
    </message>
    <message>
        <source>Take these files away …</source>
        <translation>យកឯកសារទាំងនេះចេញ …</translation>
    </message>
    <message>
        <source>To be sent: {n}</source>
        <translation>ត្រូវផ្ញើ៖ {n}</translation>
    </message>
    <message>
        <source>To be fetched: {n}</source>
        <translation>ត្រូវទទួល៖ {n}</translation>
    </message>
    <message>
        <source>Not on the server yet: {n}</source>
        <translation>មិនទាន់មានក្នុងម៉ាស៊ីនមេ៖ {n}</translation>
    </message>
    <message>
        <source>Files on this computer that no record here names: {n} ({size}).</source>
        <translation>ឯកសារក្នុងកុំព្យូទ័រនេះ ដែលគ្មានកំណត់ត្រាណាប្រើ៖ {n} ({size})។</translation>
    </message>
    <message>
        <source>Of these, {n} may go: all that the server has is here, and they have lain here for a month.</source>
        <translation>ក្នុងចំណោមនេះ {n} អាចយកចេញបាន៖ អ្វីដែលម៉ាស៊ីនមេមានបានមកដល់ទីនេះទាំងអស់ ហើយឯកសារទាំងនោះនៅទីនេះមួយខែហើយ។</translation>
    </message>
    <message>
        <source>They stay for now, since a record that names them may still come.</source>
        <translation>វានៅទីនេះសិន ព្រោះកំណត់ត្រាដែលប្រើវាអាចនឹងមកដល់។</translation>
    </message>
    <message>
        <source>Files that no record names are taken away: {n}. Pictures and files of records stay, sent or not. This cannot be undone.</source>
        <translation>ឯកសារដែលគ្មានកំណត់ត្រាណាប្រើនឹងត្រូវយកចេញ៖ {n}។ រូបភាព និងឯកសាររបស់កំណត់ត្រានៅដដែល ទោះបានផ្ញើ ឬមិនទាន់ផ្ញើក៏ដោយ។ មិនអាចយកមកវិញបានទេ។</translation>
    </message>
    <message>
        <source>Take the files away</source>
        <translation>យកឯកសារចេញ</translation>
    </message>
    <message>
        <source>Files taken away: {n}.</source>
        <translation>ឯកសារដែលបានយកចេញ៖ {n}។</translation>
    </message>
    <message>
        <source>Small picture</source>
        <translation>រូបតូច</translation>
    </message>
    <message>
        <source>Picture or file</source>
        <translation>រូបភាព ឬឯកសារ</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>រង់ចាំផ្ញើ</translation>
    </message>
    <message>
        <source>Not on the server yet: the computer that has it will send it</source>
        <translation>មិនទាន់មានក្នុងម៉ាស៊ីនមេ៖ កុំព្យូទ័រដែលមានវា នឹងផ្ញើវា</translation>
    </message>
    <message>
        <source>Its file is gone from this computer and was never sent: please attach it again</source>
        <translation>ឯកសារនេះបាត់ពីកុំព្យូទ័រនេះ ហើយមិនដែលបានផ្ញើទេ៖ សូមភ្ជាប់វាម្តងទៀត</translation>
    </message>
    <message>
        <source>Coming: {percent} %</source>
        <translation>កំពុងមក៖ {percent} %</translation>
    </message>
    <message>
        <source>Comes next</source>
        <translation>មកដល់បន្ទាប់</translation>
    </message>
    <message>
        <source>Waiting to be fetched</source>
        <translation>រង់ចាំទទួល</translation>
    </message>
</context>
<context>
    <name>TransitionPlan</name>
    <message>
        <source>Open the support visit</source>
        <translation>បើកការចុះគាំទ្រ</translation>
    </message>
    <message>
        <source>Print the plan</source>
        <translation>បោះពុម្ពផែនការ</translation>
    </message>
    <message>
        <source>Transition plan, by the support visit of {day}</source>
        <translation>ផែនការផ្លាស់ប្តូរទម្រង់សេវា តាមការចុះគាំទ្រថ្ងៃ {day}</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>ដំណាក់កាល</translation>
    </message>
    <message>
        <source>What becomes of the house</source>
        <translation>កន្លែងនេះនឹងក្លាយជា</translation>
    </message>
    <message>
        <source>Who helps</source>
        <translation>អ្នកជួយ</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>បុគ្គលិក</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>អគារ</translation>
    </message>
    <message>
        <source>Finished by</source>
        <translation>បញ្ចប់ត្រឹម</translation>
    </message>
    <message>
        <source>Next visit</source>
        <translation>ការចុះលើកក្រោយ</translation>
    </message>
    <message>
        <source>Children whose way home is still to be found</source>
        <translation>កុមារដែលត្រូវរកផ្លូវទៅផ្ទះ</translation>
    </message>
    <message>
        <source>Where children go</source>
        <translation>កុមារទៅទីណា</translation>
    </message>
    <message>
        <source>{what}: {said}</source>
        <translation>{what}៖ {said}</translation>
    </message>
    <message>
        <source>Late since {day}: visit again and ask.</source>
        <translation>ហួសពេលតាំងពី {day}៖ សូមចុះទៅសួរ។</translation>
    </message>
    <message>
        <source>done</source>
        <translation>បានធ្វើ</translation>
    </message>
    <message>
        <source>open</source>
        <translation>មិនទាន់ធ្វើ</translation>
    </message>
    <message>
        <source>Step: {step}</source>
        <translation>ជំហាន៖ {step}</translation>
    </message>
    <message>
        <source>Transition plan</source>
        <translation>ផែនការផ្លាស់ប្តូរទម្រង់សេវា</translation>
    </message>
</context>
<context>
    <name>UsersPage</name>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>តួនាទី</translation>
    </message>
    <message>
        <source>Restricted information</source>
        <translation>ព័ត៌មានសម្ងាត់</translation>
    </message>
    <message>
        <source>Password here</source>
        <translation>ពាក្យសម្ងាត់នៅទីនេះ</translation>
    </message>
    <message>
        <source>In service</source>
        <translation>កំពុងបម្រើការ</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>បាទ/ចាស</translation>
    </message>
    <message>
        <source>no</source>
        <translation>ទេ</translation>
    </message>
    <message>
        <source>all</source>
        <translation>ទាំងអស់</translation>
    </message>
    <message>
        <source>none</source>
        <translation>គ្មាន</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>អ្នកប្រើ</translation>
    </message>
    <message>
        <source>Each person signs in with a password of their own. Give each only the roles that the work needs.</source>
        <translation>ម្នាក់ៗចូលប្រើដោយពាក្យសម្ងាត់របស់ខ្លួន។ សូមផ្តល់តែតួនាទីដែលការងារត្រូវការ។</translation>
    </message>
    <message>
        <source>Add a user</source>
        <translation>បន្ថែមអ្នកប្រើ</translation>
    </message>
    <message>
        <source>Set a password</source>
        <translation>ដាក់ពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>ការកំណត់</translation>
    </message>
    <message>
        <source>Users of the office</source>
        <translation>អ្នកប្រើនៃអង្គភាព</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>ឈ្មោះពេញ</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>លេខទូរសព្ទ</translation>
    </message>
    <message>
        <source>Restricted information that this person may see</source>
        <translation>ព័ត៌មានសម្ងាត់ដែលអ្នកនេះអាចមើលបាន</translation>
    </message>
    <message>
        <source>First password on this computer</source>
        <translation>ពាក្យសម្ងាត់ដំបូងនៅលើកុំព្យូទ័រនេះ</translation>
    </message>
    <message>
        <source>At least 8 characters. A short sentence is easy to keep in mind.</source>
        <translation>យ៉ាងតិច ៨ តួ។ ឃ្លាខ្លីមួយងាយចាំ។</translation>
    </message>
    <message>
        <source>In service: may sign in</source>
        <translation>កំពុងបម្រើការ៖ អាចចូលប្រើបាន</translation>
    </message>
    <message>
        <source>Change a user</source>
        <translation>កែព័ត៌មានអ្នកប្រើ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Please choose a person in the list first.</source>
        <translation>សូមជ្រើសឈ្មោះម្នាក់ក្នុងបញ្ជីជាមុនសិន។</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>ពាក្យសម្ងាត់ថ្មី</translation>
    </message>
    <message>
        <source>A password on this computer for {name}</source>
        <translation>ពាក្យសម្ងាត់នៅលើកុំព្យូទ័រនេះ សម្រាប់ {name}</translation>
    </message>
    <message>
        <source>Set the password</source>
        <translation>ដាក់ពាក្យសម្ងាត់</translation>
    </message>
    <message>
        <source>Saved on this computer.</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
</context>
<context>
    <name>VillageField</name>
    <message>
        <source>part of the village, commune or district</source>
        <translation>ផ្នែកខ្លះនៃឈ្មោះភូមិ ឃុំ ឬស្រុក</translation>
    </message>
    <message>
        <source>Please choose a line of the list.</source>
        <translation>សូមជ្រើសមួយជួរក្នុងបញ្ជី។</translation>
    </message>
</context>
<context>
    <name>VisitActs</name>
    <message>
        <source>Plan</source>
        <translation>គ្រោង</translation>
    </message>
    <message>
        <source>Plan a visit</source>
        <translation>គ្រោងការចុះ</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>ខែ</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>ឆ្នាំ</translation>
    </message>
    <message>
        <source>Or a day</source>
        <translation>ឬថ្ងៃ</translation>
    </message>
    <message>
        <source>Kind of visit</source>
        <translation>ប្រភេទនៃការចុះ</translation>
    </message>
    <message>
        <source>Announced or not</source>
        <translation>ជូនដំណឹងជាមុនឬទេ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>កំណត់សម្គាល់</translation>
    </message>
    <message>
        <source>A visit that is not announced is seen by its team and the head alone.</source>
        <translation>ការចុះដែលមិនជូនដំណឹងជាមុន មើលឃើញតែក្រុម និងប្រធានប៉ុណ្ណោះ។</translation>
    </message>
    <message>
        <source>Change the visit</source>
        <translation>កែការចុះ</translation>
    </message>
    <message>
        <source>Why the visit is not made</source>
        <translation>ហេតុផលដែលមិនចុះ</translation>
    </message>
    <message>
        <source>Not made: {visit}</source>
        <translation>មិនធ្វើ៖ {visit}</translation>
    </message>
    <message>
        <source>Day of the visit</source>
        <translation>ថ្ងៃចុះ</translation>
    </message>
    <message>
        <source>Mission letter, number</source>
        <translation>លេខលិខិតបេសកកម្ម</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>Begin: {visit}</source>
        <translation>ចាប់ផ្តើម៖ {visit}</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>ចាប់ផ្តើម</translation>
    </message>
    <message>
        <source>There is no inspection of this facility yet.</source>
        <translation>មិនទាន់មានអធិការកិច្ចនៅកន្លែងថែទាំនេះទេ។</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>អធិការកិច្ច</translation>
    </message>
    <message>
        <source>It was made: which inspection?</source>
        <translation>បានធ្វើហើយ៖ អធិការកិច្ចណា?</translation>
    </message>
    <message>
        <source>Somebody of another body</source>
        <translation>បុគ្គលពីស្ថាប័នផ្សេង</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>បុគ្គល</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>តួនាទី</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Body, such as police or commune</source>
        <translation>ស្ថាប័ន ដូចជានគរបាល ឬឃុំ</translation>
    </message>
    <message>
        <source>Who goes along</source>
        <translation>អ្នកទៅជាមួយ</translation>
    </message>
    <message>
        <source>{name} (looks on or types)</source>
        <translation>{name} (សង្កេតការណ៍ ឬវាយបញ្ចូល)</translation>
    </message>
    <message>
        <source>Who does not go along</source>
        <translation>អ្នកមិនទៅជាមួយ</translation>
    </message>
    <message>
        <source>Ties to the facility: family, money, work, friendship</source>
        <translation>ទំនាក់ទំនងជាមួយកន្លែងថែទាំ៖ គ្រួសារ ប្រាក់ ការងារ មិត្តភាព</translation>
    </message>
    <message>
        <source>Which ties</source>
        <translation>ទំនាក់ទំនងអ្វី</translation>
    </message>
    <message>
        <source>Ties to {facility}</source>
        <translation>ទំនាក់ទំនងជាមួយ {facility}</translation>
    </message>
    <message>
        <source>may inspect</source>
        <translation>អាចធ្វើអធិការកិច្ច</translation>
    </message>
    <message>
        <source>may not inspect</source>
        <translation>មិនអាចធ្វើអធិការកិច្ច</translation>
    </message>
    <message>
        <source>as the role says</source>
        <translation>តាមតួនាទី</translation>
    </message>
    <message>
        <source>From now on</source>
        <translation>ចាប់ពីពេលនេះ</translation>
    </message>
    <message>
        <source>Who may inspect</source>
        <translation>អ្នកដែលអាចធ្វើអធិការកិច្ច</translation>
    </message>
    <message>
        <source>{name}: may inspect</source>
        <translation>{name}៖ អាចធ្វើអធិការកិច្ច</translation>
    </message>
    <message>
        <source>{name}: may not inspect</source>
        <translation>{name}៖ មិនអាចធ្វើអធិការកិច្ច</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Saved on this computer.</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
</context>
<context>
    <name>VisitBand</name>
    <message>
        <source>A visit is going on. Komar sends and receives nothing by itself, so that nothing goes over the network of the house without your wish; all is saved on this computer. The button sends once, over {network}.</source>
        <translation>មានការចុះកំពុងដំណើរការ។ Komar មិនផ្ញើ និងមិនទទួលដោយខ្លួនឯងទេ ដើម្បីកុំឱ្យមានអ្វីឆ្លងតាមបណ្តាញរបស់កន្លែងថែទាំដោយអ្នកមិនចង់។ អ្វីៗបានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។ ប៊ូតុងផ្ញើម្តង តាម{network}។</translation>
    </message>
    <message>
        <source>How to go on …</source>
        <translation>បន្តយ៉ាងណា …</translation>
    </message>
</context>
<context>
    <name>VisitEvidence</name>
    <message>
        <source>Item</source>
        <translation>ចំណុច</translation>
    </message>
    <message>
        <source>What the standard asks</source>
        <translation>អ្វីដែលបទដ្ឋានតម្រូវ</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>ចម្លើយ</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>រូបថត</translation>
    </message>
    <message>
        <source>Who was asked</source>
        <translation>អ្នកដែលបានសួរ</translation>
    </message>
    <message>
        <source>Add photos …</source>
        <translation>បន្ថែមរូបថត …</translation>
    </message>
    <message>
        <source>Who was asked …</source>
        <translation>អ្នកដែលបានសួរ …</translation>
    </message>
    <message>
        <source>See the photo</source>
        <translation>មើលរូបថត</translation>
    </message>
    <message>
        <source>Take the photo away</source>
        <translation>ដករូបថតចេញ</translation>
    </message>
    <message>
        <source>Back to the item (F7)</source>
        <translation>ត្រឡប់ទៅចំណុច (F7)</translation>
    </message>
    <message>
        <source>Photos of places and papers. A large photo is made smaller, and what the camera wrote into it is taken out. No child on a photo without consent; such a photo never stands in a report.</source>
        <translation>រូបថតទីកន្លែង និងឯកសារ។ រូបធំត្រូវបានបង្រួម ហើយអ្វីដែលម៉ាស៊ីនថតសរសេរក្នុងរូបត្រូវបានដកចេញ។ គ្មានកុមារក្នុងរូបដោយគ្មានការយល់ព្រមទេ ហើយរូបបែបនេះមិនដាក់ក្នុងរបាយការណ៍ឡើយ។</translation>
    </message>
    <message>
        <source>Photos and who was asked, item by item</source>
        <translation>រូបថត និងអ្នកដែលបានសួរ តាមចំណុច</translation>
    </message>
    <message>
        <source>No item is asked in this facility yet.</source>
        <translation>មិនទាន់មានចំណុចណាត្រូវសួរនៅកន្លែងថែទាំនេះទេ។</translation>
    </message>
    <message>
        <source>Photos of the chosen item</source>
        <translation>រូបថតនៃចំណុចដែលបានជ្រើសរើស</translation>
    </message>
    <message>
        <source>Photos of item {n}</source>
        <translation>រូបថតនៃចំណុចទី {n}</translation>
    </message>
    <message>
        <source>What the photos show</source>
        <translation>អ្វីដែលរូបថតបង្ហាញ</translation>
    </message>
    <message>
        <source>In a few words (no child&apos;s name); of a child: who agreed, and when</source>
        <translation>ជាពាក្យខ្លី (កុំសរសេរឈ្មោះកុមារ) បើជាកុមារ៖ អ្នកណាយល់ព្រម និងថ្ងៃណា</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>បន្ថែម</translation>
    </message>
    <message>
        <source>Who was asked (roles only; what children said stands in the talks)</source>
        <translation>អ្នកដែលបានសួរ (តួនាទីតែប៉ុណ្ណោះ ពាក្យរបស់កុមារនៅក្នុងការជួប)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>រូបថត</translation>
    </message>
    <message>
        <source>Take this photo away?</source>
        <translation>ដករូបថតនេះចេញឬ?</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>ដកចេញ</translation>
    </message>
</context>
<context>
    <name>VisitHold</name>
    <message>
        <source>the network “{name}”</source>
        <translation>បណ្តាញ «{name}»</translation>
    </message>
    <message>
        <source>a Wi-Fi network</source>
        <translation>បណ្តាញឥតខ្សែ</translation>
    </message>
    <message>
        <source>a network cable</source>
        <translation>ខ្សែបណ្តាញ</translation>
    </message>
    <message>
        <source>the mobile telephone network</source>
        <translation>បណ្តាញទូរសព្ទចល័ត</translation>
    </message>
    <message>
        <source>a network whose name is not known</source>
        <translation>បណ្តាញដែលមិនស្គាល់ឈ្មោះ</translation>
    </message>
    <message>
        <source>Send now what waits, over {network}? Who runs that network sees that this computer speaks with the server, not what it says. Until it is sent the office does not know of it; you can also call.</source>
        <translation>ផ្ញើអ្វីដែលរង់ចាំឥឡូវ តាម{network}ឬ? អ្នកគ្រប់គ្រងបណ្តាញនោះឃើញថាកុំព្យូទ័រនេះទាក់ទងម៉ាស៊ីនមេ តែមិនឃើញខ្លឹមសារទេ។ មុនពេលផ្ញើ អង្គភាពមិនទាន់ដឹងទេ។ អ្នកអាចហៅទូរសព្ទក៏បាន។</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>ផ្ញើឥឡូវ</translation>
    </message>
    <message>
        <source>Wait until the visit is over</source>
        <translation>រង់ចាំរហូតដល់ចប់ការចុះ</translation>
    </message>
    <message>
        <source>Exchange as usual during this visit, over {network}</source>
        <translation>ផ្ញើ និងទទួលដូចធម្មតាក្នុងការចុះនេះ តាម{network}</translation>
    </message>
    <message>
        <source>The network “{name}” is our own: exchange over it during any visit</source>
        <translation>បណ្តាញ «{name}» ជារបស់យើង៖ ផ្ញើ និងទទួលតាមវាក្នុងការចុះទាំងអស់</translation>
    </message>
    <message>
        <source>The team has left the house: exchange as usual</source>
        <translation>ក្រុមបានចាកចេញហើយ៖ ផ្ញើ និងទទួលដូចធម្មតា</translation>
    </message>
    <message>
        <source>How to exchange while a visit goes on</source>
        <translation>ផ្ញើ និងទទួលយ៉ាងណាពេលកំពុងចុះ</translation>
    </message>
    <message>
        <source>The exchange waits for the visit</source>
        <translation>ការផ្ញើ និងទទួលរង់ចាំការចុះ</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>ជ្រើសរើស</translation>
    </message>
</context>
<context>
    <name>VisitLists</name>
    <message>
        <source>No.</source>
        <translation>ល.រ</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>លេខកូដ</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>កន្លែងថែទាំ</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>ពិន្ទុ</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>ហេតុផល</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>ការចុះចុងក្រោយ</translation>
    </message>
    <message>
        <source>Planned for</source>
        <translation>គ្រោងសម្រាប់</translation>
    </message>
    <message>
        <source>nothing speaks for a visit now</source>
        <translation>ឥឡូវគ្មានហេតុផលត្រូវចុះទេ</translation>
    </message>
    <message>
        <source>{reason}: {n} points</source>
        <translation>{reason}៖ {n} ពិន្ទុ</translation>
    </message>
    <message>
        <source>never</source>
        <translation>មិនដែល</translation>
    </message>
    <message>
        <source>When</source>
        <translation>ពេលណា</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>ប្រភេទ</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>ការជូនដំណឹង</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>ក្រុម</translation>
    </message>
    <message>
        <source>Ties declared</source>
        <translation>បានប្រកាសទំនាក់ទំនង</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
</context>
<context>
    <name>VisitPanel</name>
    <message>
        <source>The next visit</source>
        <translation>ការចុះសួរសុខទុក្ខបន្ទាប់</translation>
    </message>
    <message>
        <source>No visit is promised, and no rule asks for one.</source>
        <translation>មិនមានការសន្យាចុះសួរសុខទុក្ខ ហើយគ្មានច្បាប់ណាតម្រូវទេ។</translation>
    </message>
    <message>
        <source>Visits missed since the last one: {number}</source>
        <translation>ចំនួនលើកដែលខកខានចុះសួរសុខទុក្ខ គិតពីលើកមុន៖ {number}</translation>
    </message>
    <message>
        <source>Visits since then at which the child was not seen: {number}</source>
        <translation>ចំនួនលើកដែលចុះទៅ តែមិនបានជួបកុមារ៖ {number}</translation>
    </message>
    <message>
        <source>The risk is high: look the safety plan through at each visit (tab “Safety”).</source>
        <translation>ហានិភ័យខ្ពស់៖ សូមពិនិត្យផែនការសុវត្ថិភាពរាល់លើកចុះសួរសុខទុក្ខ (ផ្ទាំង «សុវត្ថិភាព»)។</translation>
    </message>
    <message>
        <source>Promised at the last visit</source>
        <translation>បានសន្យានៅលើកមុន</translation>
    </message>
    <message>
        <source>Every {n} days, as the risk is: {level}</source>
        <translation>រៀងរាល់ {n} ថ្ងៃ ព្រោះកម្រិតហានិភ័យ៖ {level}</translation>
    </message>
    <message>
        <source>Every {n} months where the child lives now</source>
        <translation>រៀងរាល់ {n} ខែ តាមកន្លែងដែលកុមាររស់នៅ</translation>
    </message>
    <message>
        <source>A rule of this office.</source>
        <translation>ច្បាប់របស់អង្គភាពនេះ។</translation>
    </message>
    <message>
        <source>A proposal: no national rule was found. The office can change it under Settings.</source>
        <translation>ជាសំណើ៖ រកមិនឃើញច្បាប់ថ្នាក់ជាតិ។ អង្គភាពអាចកែបាននៅក្នុងការកំណត់។</translation>
    </message>
    <message>
        <source>No visit was written down yet.</source>
        <translation>មិនទាន់មានកំណត់ត្រាចុះសួរសុខទុក្ខទេ។</translation>
    </message>
    <message>
        <source>Last visit: {day}</source>
        <translation>ការចុះចុងក្រោយ៖ {day}</translation>
    </message>
    <message>
        <source>The child was not seen</source>
        <translation>មិនបានជួបកុមារ</translation>
    </message>
    <message>
        <source>The child was last seen on {day}</source>
        <translation>បានជួបកុមារចុងក្រោយនៅថ្ងៃ {day}</translation>
    </message>
</context>
<context>
    <name>VisitPapers</name>
    <message>
        <source>Checklist</source>
        <translation>បញ្ជីត្រួតពិនិត្យ</translation>
    </message>
</context>
<context>
    <name>VisitPlanPage</name>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Plan of visits</source>
        <translation>គម្រោងចុះពិនិត្យ</translation>
    </message>
    <message>
        <source>Inspections</source>
        <translation>អធិការកិច្ច</translation>
    </message>
    <message>
        <source>Who may inspect …</source>
        <translation>អ្នកដែលអាចធ្វើអធិការកិច្ច …</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>ឆ្នាំ</translation>
    </message>
    <message>
        <source>Kind of visit</source>
        <translation>ប្រភេទនៃការចុះ</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>សំណើ</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>ប្រតិទិន</translation>
    </message>
    <message>
        <source>Facilities by how much they need a visit</source>
        <translation>កន្លែងថែទាំតាមកម្រិតដែលត្រូវចុះពិនិត្យ</translation>
    </message>
    <message>
        <source>There is no facility yet. Register one first.</source>
        <translation>មិនទាន់មានកន្លែងថែទាំទេ។ សូមចុះបញ្ជីមួយជាមុនសិន។</translation>
    </message>
    <message>
        <source>Planned visits</source>
        <translation>ការចុះពិនិត្យដែលគ្រោង</translation>
    </message>
    <message>
        <source>No visit is planned here. Choose a facility in the proposal and plan one.</source>
        <translation>មិនទាន់មានការចុះដែលគ្រោងនៅទីនេះទេ។ សូមជ្រើសរើសកន្លែងថែទាំក្នុងសំណើ ហើយគ្រោងការចុះ។</translation>
    </message>
    <message>
        <source>Plan a visit … (Ctrl+N)</source>
        <translation>គ្រោងការចុះ … (Ctrl+N)</translation>
    </message>
    <message>
        <source>Begin the visit …</source>
        <translation>ចាប់ផ្តើមការចុះ …</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>កែ …</translation>
    </message>
    <message>
        <source>Goes along …</source>
        <translation>អ្នកទៅជាមួយ …</translation>
    </message>
    <message>
        <source>Does not go along …</source>
        <translation>អ្នកមិនទៅជាមួយ …</translation>
    </message>
    <message>
        <source>Declare ties …</source>
        <translation>ប្រកាសទំនាក់ទំនង …</translation>
    </message>
    <message>
        <source>Papers …</source>
        <translation>ឯកសារ …</translation>
    </message>
    <message>
        <source>Was made …</source>
        <translation>បានធ្វើហើយ …</translation>
    </message>
    <message>
        <source>Not made …</source>
        <translation>មិនធ្វើ …</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>បើក</translation>
    </message>
    <message>
        <source>Facilities: {n}, with a visit in the year: {planned}. The order is a proposal; its points are rules that the head may change in the settings, under rules.</source>
        <translation>កន្លែងថែទាំ៖ {n} មានការចុះក្នុងឆ្នាំ៖ {planned}។ លំដាប់នេះជាសំណើ ហើយពិន្ទុជាវិធានដែលប្រធានអាចកែបានក្នុង «ការកំណត់» ត្រង់ «វិធាន»។</translation>
    </message>
    <message>
        <source>Visits of the year: {n}, done: {done}. Those with a lock are known to their team and the head alone.</source>
        <translation>ការចុះក្នុងឆ្នាំ៖ {n} បានធ្វើ៖ {done}។ ការចុះដែលមានរូបសោ ដឹងតែក្រុម និងប្រធានប៉ុណ្ណោះ។</translation>
    </message>
    <message>
        <source>Papers for a visit</source>
        <translation>ឯកសារសម្រាប់ការចុះពិនិត្យ</translation>
    </message>
    <message>
        <source>no team yet</source>
        <translation>មិនទាន់មានក្រុម</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} ក្នុង {all}</translation>
    </message>
    <message>
        <source>ties not declared yet</source>
        <translation>មិនទាន់ប្រកាសទំនាក់ទំនង</translation>
    </message>
    <message>
        <source>Why: {reasons}</source>
        <translation>ហេតុផល៖ {reasons}</translation>
    </message>
    <message>
        <source>Not made: {why}</source>
        <translation>មិនធ្វើ៖ {why}</translation>
    </message>
</context>
<context>
    <name>Visits</name>
    <message>
        <source>Code</source>
        <translation>លេខកូដ</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Visit on</source>
        <translation>ថ្ងៃចុះ</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>ប្រភេទ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>ស្ថានភាព</translation>
    </message>
    <message>
        <source>Score of 200</source>
        <translation>ពិន្ទុលើ ២០០</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>លទ្ធផល</translation>
    </message>
    <message>
        <source>Open findings</source>
        <translation>ចំណុចមិនទាន់កែលម្អ</translation>
    </message>
    <message>
        <source>{n}, overdue {late}</source>
        <translation>{n} ហួសកំណត់ {late}</translation>
    </message>
    <message>
        <source>New inspection</source>
        <translation>អធិការកិច្ចថ្មី</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>ចាប់ផ្តើម</translation>
    </message>
    <message>
        <source>Day of the visit</source>
        <translation>ថ្ងៃចុះ</translation>
    </message>
    <message>
        <source>Kind of visit</source>
        <translation>ប្រភេទនៃការចុះ</translation>
    </message>
    <message>
        <source>Mission letter, number</source>
        <translation>លេខលិខិតបេសកកម្ម</translation>
    </message>
    <message>
        <source>Team (roles and numbers, no names)</source>
        <translation>ក្រុម (តួនាទី និងចំនួន មិនសរសេរឈ្មោះ)</translation>
    </message>
    <message>
        <source>The visit was announced</source>
        <translation>បានជូនដំណឹងមុនពេលចុះ</translation>
    </message>
    <message>
        <source>It is the planned visit</source>
        <translation>ជាការចុះដែលគ្រោង</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>ទម្រង់</translation>
    </message>
    <message>
        <source>Change the visit</source>
        <translation>កែព័ត៌មានការចុះធ្វើអធិការកិច្ច</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Inspection entered by mistake: why? It stays readable, but counts nowhere.</source>
        <translation>អធិការកិច្ចបញ្ចូលច្រឡំ៖ មូលហេតុអ្វី? នៅអានបាន ប៉ុន្តែមិនរាប់បញ្ចូលកន្លែងណាទេ។</translation>
    </message>
    <message>
        <source>Mark as a mistake</source>
        <translation>សម្គាល់ថាច្រឡំ</translation>
    </message>
    <message>
        <source>Saved on this computer.</source>
        <translation>បានរក្សាទុកក្នុងកុំព្យូទ័រនេះ។</translation>
    </message>
</context>
<context>
    <name>WaitingPart</name>
    <message>
        <source>What</source>
        <translation>អ្វី</translation>
    </message>
    <message>
        <source>About</source>
        <translation>អំពី</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>ចំនួនការកែ</translation>
    </message>
    <message>
        <source>Saved at</source>
        <translation>រក្សាទុកនៅ</translation>
    </message>
    <message>
        <source>Others wrote meanwhile</source>
        <translation>អ្នកផ្សេងសរសេរក្នុងពេលនោះ</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>រង់ចាំផ្ញើ</translation>
    </message>
    <message>
        <source>Nothing waits. What you save is listed here until the server has it.</source>
        <translation>គ្មានអ្វីរង់ចាំទេ។ អ្វីដែលអ្នករក្សាទុក នឹងបង្ហាញនៅទីនេះ រហូតដល់ម៉ាស៊ីនមេបានទទួល។</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>Name</source>
        <translation>ឈ្មោះ</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>ភេទ</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>អាយុ</translation>
    </message>
    <message>
        <source>Stands at</source>
        <translation>ដំណាក់កាល</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>ទៅទីណា</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>ទីកន្លែង</translation>
    </message>
    <message>
        <source>Next step by</source>
        <translation>ជំហានបន្ទាប់ត្រឹម</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>ថ្ងៃចាកចេញ</translation>
    </message>
    <message>
        <source>name not known</source>
        <translation>មិនដឹងឈ្មោះ</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>មិនដឹង</translation>
    </message>
    <message>
        <source>Where the child goes …</source>
        <translation>កុមារទៅទីណា …</translation>
    </message>
    <message>
        <source>The child left …</source>
        <translation>កុមារបានចាកចេញ …</translation>
    </message>
    <message>
        <source>Left, nobody knows where to …</source>
        <translation>បានចាកចេញ មិនដឹងទៅទីណា …</translation>
    </message>
    <message>
        <source>Seen in the new place …</source>
        <translation>បានជួបនៅកន្លែងថ្មី …</translation>
    </message>
    <message>
        <source>Where each child goes</source>
        <translation>កុមារម្នាក់ៗទៅទីណា</translation>
    </message>
    <message>
        <source>Children stand here once a measure closes or changes the facility; each is followed until it is safe.</source>
        <translation>កុមារនឹងនៅទីនេះ ពេលមានវិធានការបិទ ឬផ្លាស់ប្តូរទម្រង់កន្លែងថែទាំ ហើយម្នាក់ៗត្រូវបានតាមដានរហូតដល់មានសុវត្ថិភាព។</translation>
    </message>
    <message>
        <source>Children: {n}</source>
        <translation>កុមារ៖ {n}</translation>
    </message>
    <message>
        <source>{what}: {n}</source>
        <translation>{what}៖ {n}</translation>
    </message>
    <message>
        <source>Where the child goes: {names}</source>
        <translation>កុមារទៅទីណា៖ {names}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>រក្សាទុក</translation>
    </message>
    <message>
        <source>Which facility</source>
        <translation>កន្លែងថែទាំណា</translation>
    </message>
    <message>
        <source>Address or name of the place</source>
        <translation>អាសយដ្ឋាន ឬឈ្មោះកន្លែង</translation>
    </message>
    <message>
        <source>Phone there</source>
        <translation>លេខទូរសព្ទនៅទីនោះ</translation>
    </message>
    <message>
        <source>Who goes along</source>
        <translation>អ្នកនាំកុមារទៅ</translation>
    </message>
    <message>
        <source>Day of leaving, as planned</source>
        <translation>ថ្ងៃចាកចេញតាមគម្រោង</translation>
    </message>
    <message>
        <source>Whose task it is</source>
        <translation>កិច្ចការរបស់នរណា</translation>
    </message>
    <message>
        <source>To be seen by</source>
        <translation>ត្រូវជួបត្រឹមថ្ងៃ</translation>
    </message>
    <message>
        <source>Why not with the birth family or relatives</source>
        <translation>មូលហេតុមិននៅជាមួយគ្រួសារបង្កើត ឬសាច់ញាតិ</translation>
    </message>
    <message>
        <source>Papers in hand</source>
        <translation>ឯកសារដែលមានក្នុងដៃ</translation>
    </message>
    <message>
        <source>Left, nobody knows where to</source>
        <translation>បានចាកចេញ មិនដឹងទៅទីណា</translation>
    </message>
    <message>
        <source>The child left</source>
        <translation>កុមារបានចាកចេញ</translation>
    </message>
    <message>
        <source>Seen in the new place</source>
        <translation>បានជួបនៅកន្លែងថ្មី</translation>
    </message>
    <message>
        <source>On</source>
        <translation>នៅថ្ងៃ</translation>
    </message>
    <message>
        <source>How: only who saw the child face to face knows that it is safe</source>
        <translation>របៀប៖ មានតែអ្នកដែលបានជួបកុមារផ្ទាល់ប៉ុណ្ណោះ ទើបដឹងថាកុមារមានសុវត្ថិភាព</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Komar</source>
        <translation>Komar កុមារ</translation>
    </message>
</context>
<context>
    <name>WorkArea</name>
    <message>
        <source>Today</source>
        <translation>ថ្ងៃនេះ</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>ករណី</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>កន្លែងថែទាំកុមារ</translation>
    </message>
    <message>
        <source>Inspections</source>
        <translation>អធិការកិច្ច</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>របាយការណ៍ប្រចាំខែ</translation>
    </message>
    <message>
        <source>Send and receive</source>
        <translation>ផ្ញើ និងទទួល</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>ការកំណត់</translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation>ចាក់សោអេក្រង់</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ចាក់សោ</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>ចេញពីប្រព័ន្ធ</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>មិនធ្វើវិញ</translation>
    </message>
    <message>
        <source>Undo: {act}</source>
        <translation>មិនធ្វើវិញ៖ {act}</translation>
    </message>
    <message>
        <source>Practice office: nothing here is real</source>
        <translation>អង្គភាពសាកល្បង៖ គ្មានអ្វីនៅទីនេះពិតប្រាកដទេ</translation>
    </message>
</context>
<context>
    <name>WrittenLine</name>
    <message>
        <source>History of the entry</source>
        <translation>ប្រវត្តិនៃព័ត៌មាន</translation>
    </message>
</context>
<context>
    <name>self.view</name>
    <message>
        <source>Please answer this.</source>
        <translation>សូមឆ្លើយចំណុចនេះ។</translation>
    </message>
    <message>
        <source>Files to look at, drawn by chance</source>
        <translation>សំណុំឯកសារត្រូវមើល ដែលបានចាប់ឆ្នោត</translation>
    </message>
</context>
</TS>
