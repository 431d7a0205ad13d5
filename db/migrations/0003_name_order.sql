-- The order of names as people expect it: capitals and accents make no difference, ñ comes after n ('~' is behind every
-- letter). Worked out by SQLite itself from its own functions, so that any reader has it and no writer can forget it, and
-- stored in the indexes alone: a stored column would write every row with its long text anew. Names of plain letters,
-- and those with the accents of Spanish, are spared most of the replacements, which an import would feel.
ALTER TABLE transcripts ADD COLUMN client_name_order TEXT GENERATED ALWAYS AS (
  CASE
    WHEN client_name NOT GLOB '*[^ -~]*' THEN lower(client_name)
    WHEN client_name NOT GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        lower(client_name)
        , 'á', 'a'), 'Á', 'a'), 'é', 'e'), 'É', 'e'), 'í', 'i'), 'Í', 'i'), 'ó', 'o'), 'Ó', 'o'), 'ú', 'u'), 'Ú', 'u'), 'ü', 'u'), 'Ü', 'u'), 'ñ', 'n~'), 'Ñ', 'n~')
    ELSE
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(
        lower(client_name)
        , 'n' || char(771), 'n~')
        , 'á', 'a'), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ã', 'a'), 'å', 'a'), 'Á', 'a'), 'À', 'a'), 'Â', 'a'), 'Ä', 'a'), 'Ã', 'a'), 'Å', 'a')
        , 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'É', 'e'), 'È', 'e'), 'Ê', 'e'), 'Ë', 'e')
        , 'í', 'i'), 'ì', 'i'), 'î', 'i'), 'ï', 'i'), 'Í', 'i'), 'Ì', 'i'), 'Î', 'i'), 'Ï', 'i')
        , 'ó', 'o'), 'ò', 'o'), 'ô', 'o'), 'ö', 'o'), 'õ', 'o'), 'Ó', 'o'), 'Ò', 'o'), 'Ô', 'o'), 'Ö', 'o'), 'Õ', 'o')
        , 'ú', 'u'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'Ú', 'u'), 'Ù', 'u'), 'Û', 'u'), 'Ü', 'u')
        , 'ç', 'c'), 'Ç', 'c')
        , 'ñ', 'n~'), 'Ñ', 'n~')
        , char(768), ''), char(769), ''), char(770), ''), char(771), ''), char(776), '')
  END
) VIRTUAL;
ALTER TABLE transcripts ADD COLUMN seller_order TEXT GENERATED ALWAYS AS (
  CASE
    WHEN seller NOT GLOB '*[^ -~]*' THEN lower(seller)
    WHEN seller NOT GLOB '*[^ -~áéíóúüñÁÉÍÓÚÜÑ]*' THEN
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        lower(seller)
        , 'á', 'a'), 'Á', 'a'), 'é', 'e'), 'É', 'e'), 'í', 'i'), 'Í', 'i'), 'ó', 'o'), 'Ó', 'o'), 'ú', 'u'), 'Ú', 'u'), 'ü', 'u'), 'Ü', 'u'), 'ñ', 'n~'), 'Ñ', 'n~')
    ELSE
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      replace(replace(replace(replace(replace(replace(replace(replace(
        lower(seller)
        , 'n' || char(771), 'n~')
        , 'á', 'a'), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ã', 'a'), 'å', 'a'), 'Á', 'a'), 'À', 'a'), 'Â', 'a'), 'Ä', 'a'), 'Ã', 'a'), 'Å', 'a')
        , 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'É', 'e'), 'È', 'e'), 'Ê', 'e'), 'Ë', 'e')
        , 'í', 'i'), 'ì', 'i'), 'î', 'i'), 'ï', 'i'), 'Í', 'i'), 'Ì', 'i'), 'Î', 'i'), 'Ï', 'i')
        , 'ó', 'o'), 'ò', 'o'), 'ô', 'o'), 'ö', 'o'), 'õ', 'o'), 'Ó', 'o'), 'Ò', 'o'), 'Ô', 'o'), 'Ö', 'o'), 'Õ', 'o')
        , 'ú', 'u'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'Ú', 'u'), 'Ù', 'u'), 'Û', 'u'), 'Ü', 'u')
        , 'ç', 'c'), 'Ç', 'c')
        , 'ñ', 'n~'), 'Ñ', 'n~')
        , char(768), ''), char(769), ''), char(770), ''), char(771), ''), char(776), '')
  END
) VIRTUAL;

-- With the name itself: different spellings of one order do not mix, and sellers are listed without reading rows.
DROP INDEX transcripts_client;
CREATE INDEX transcripts_client ON transcripts (business_id, client_name_order, client_name, seq);
CREATE INDEX transcripts_seller_order ON transcripts (business_id, seller_order, seller, seq);
