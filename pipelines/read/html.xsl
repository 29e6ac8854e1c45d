<?xml version="1.0" encoding="utf-8"?>
<!-- Flattens a page to text with marks, all in C: walking the tree in Python costs more than parsing it.
     The marks are private use characters, which html.py removes from the page beforehand:
     E001 end of a block   E002 table   E003 end of table   E004 row   E005 cell, its spans, E006, its text
     E007 heading, its level, E006, its text   E008 struck-out text, which is left out -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="utf-8"/>
  <xsl:template match="head|script|style|template|noscript|select|iframe"/>
  <xsl:template match="p|div|li|ul|ol|dl|dt|dd|section|article|header|footer|main|aside|nav|form|fieldset|center|pre|blockquote|address|figure|hr|body|caption|ucapcontent">&#xE001;<xsl:apply-templates/>&#xE001;</xsl:template>
  <xsl:template match="br">&#xE001;</xsl:template>
  <xsl:template match="h1|h2|h3|h4|h5|h6">&#xE001;&#xE007;<xsl:value-of select="substring(local-name(), 2)"/>&#xE006;<xsl:apply-templates/>&#xE001;</xsl:template>
  <xsl:template match="table">&#xE002;<xsl:apply-templates/>&#xE003;</xsl:template>
  <xsl:template match="tr">&#xE004;<xsl:apply-templates/></xsl:template>
  <xsl:template match="td|th">&#xE005;<xsl:if test="@colspan or @rowspan"><xsl:value-of select="@colspan"/>,<xsl:value-of select="@rowspan"/></xsl:if>&#xE006;<xsl:apply-templates/></xsl:template>
  <!-- What is struck out is no longer said; in a cell that says nothing else its mark keeps the cell from being blank. -->
  <xsl:template match="del|s|strike"><xsl:text> </xsl:text><xsl:if test="normalize-space(translate(., '&#xA0;&#x3000;&#x200B;', ''))">&#xE008;</xsl:if><xsl:text> </xsl:text></xsl:template>
  <!-- A note mark or a corrected figure beside a number must not become its digit. -->
  <xsl:template match="sup|sub|ins|a[starts-with(@href, '#')]"><xsl:text> </xsl:text><xsl:apply-templates/><xsl:text> </xsl:text></xsl:template>
  <xsl:template match="input[not(@type) or @type='text']"><xsl:text> </xsl:text><xsl:value-of select="@value"/></xsl:template>
  <!-- A picture in a cell may show a number: the cell is not blank. -->
  <xsl:template match="td//img|td//svg|td//canvas|td//object|td//embed">&#xFFFC;</xsl:template>
</xsl:stylesheet>
