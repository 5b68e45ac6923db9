/**
 * Requests from chat: {@link dev.sallyport.chatops.SlackFunction} and {@link dev.sallyport.chatops.GoogleChatFunction}
 * find out who is calling, {@link dev.sallyport.chatops.Desk} takes what they ask for.
 */
package dev.sallyport.chatops;
