-- description: what the prose of a document is compared by, made once when it is parsed | 正文比对特征，解析时生成一次
-- grain: document with prose
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column character_count: characters of sections one, five and six, white space and punctuation aside, names and numbers as one each | 第一、五、六部分的字数，名称与数字各计一字
-- column text_hash: hash of the prose without names of bodies and regions; numbers count | 去除机构和地区名称后的正文摘要，含数字
-- column minhash: MinHash over shingles of the prose in which names, numbers and dates are masked | 遮蔽名称、数字、日期后的正文MinHash特征
-- column bands: hashes over eight values of it each; texts that are much alike have one in common | 每八个特征值的摘要，高度相似的正文至少有一个相同
create table staging.parsed_prose (
    document_id varchar not null,
    character_count integer not null,
    text_hash varchar not null,
    minhash uinteger[] not null,
    bands ubigint[] not null
);
