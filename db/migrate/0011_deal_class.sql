-- Which class of the 统一交易标识码 trades of a catalogue item get.
USE ggzy_core;
ALTER TABLE catalogue_item ADD COLUMN deal_class VARCHAR(4);
