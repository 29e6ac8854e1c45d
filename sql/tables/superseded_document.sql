-- description: parsed results that a later parse of the same bytes replaced | 已被同一文件的较新解析取代的解析结果
-- grain: document, batch folder
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column batch_folder: folder of parsed files that holds the replaced result | 被取代结果所在的批次文件夹
create table staging.superseded_document (
    document_id varchar not null,
    batch_folder varchar not null
);
