/**
 * The pages below {@code /-/} that show and disturb what the local cloud does: {@link dev.sallyport.local.admin.Admin}
 * puts them together. They are no API of Google's.
 */
package dev.sallyport.local.admin;
