output "requests_topic" {
  description = "Where requests are published."
  value       = google_pubsub_topic.all["sallyport-requests"].id
}

output "chat_urls" {
  description = "What Slack and Google Chat call, by function."
  value       = { for name, each in module.list.functions : name => google_cloudfunctions2_function.all[name].url if each.http }
}

output "slack_url" {
  description = "What Slack calls."
  value       = try(google_cloudfunctions2_function.all["slack"].url, "")
}

output "deliveries" {
  description = "How Pub/Sub is to deliver, a line for each function; deploy.sh sets it on Eventarc's subscriptions, which Terraform does not know."
  value = join("", [
    for name, each in module.list.deliveries : join(" ", [
      name,
      google_cloudfunctions2_function.all[name].event_trigger[0].trigger,
      google_pubsub_topic.all[each.dead_letter_topic].id,
      each.max_delivery_attempts,
      each.minimum_backoff,
      each.maximum_backoff,
      "${each.ack_deadline}\n",
    ])
  ])
}

output "members" {
  description = "Each function's service account as a principal, for modules/target-project elsewhere."
  value       = { for name, account in google_service_account.function : name => account.member }
}

output "target_permissions" {
  description = "What each function may do in a project that deployments are in."
  value       = module.list.target_permissions
}

output "account_permissions" {
  description = "What each function may do with the service accounts of deployments."
  value       = module.list.account_permissions
}

output "permissions_on_target_secrets" {
  description = "What the functions may do with the secrets that requests name."
  value       = local.permissions_on_target_secrets
}

output "audit_topics" {
  description = "Topics that entries of Cloud Logging are sent to, with the filter that chooses them."
  value       = local.audit_topics
}

output "empty_secrets" {
  description = "Secrets whose values have to be put in by hand, a line for each."
  value       = join("", [for secret in google_secret_manager_secret.all : "${secret.secret_id}\n"])
}
