-- description: documents of like prose that the publication before has found | 上一次发布中正文相近的文件对
-- grain: document, other document
-- column document_id: the one | 文件
-- column other_document_id: the other | 另一文件
-- column equal_count: values of both signatures that are equal | 两份特征中相同的值个数
create table staging.previous_prose_pair (
    document_id varchar not null,
    other_document_id varchar not null,
    equal_count integer not null
);
