/**
 * The words in which people ask for things, the same in every chat and on the command line: {@link
 * dev.sallyport.grammar.Grammar} reads them, {@link dev.sallyport.grammar.Verb} lists them.
 */
package dev.sallyport.grammar;
