output "functions" {
  description = "Every function by name, with its defaults."
  value       = local.functions
}

output "packages" {
  description = "Names of the packages that the functions are deployed from."
  value       = toset([for each in local.functions : each.package])
}

output "topics" {
  description = "Names of all topics."
  value       = local.topics
}

output "unread_topics" {
  description = "Topics that start no function, so that a subscription of their own has to keep their messages."
  value       = setsubtract(local.topics, local.started_topics)
}

output "dead_letter_topics" {
  description = "Topics that messages go to in the end."
  value       = local.dead_letter_topics
}

output "deliveries" {
  description = "How Pub/Sub delivers to each function that messages start."
  value       = local.deliveries
}

output "schedules" {
  description = "When something is published to a function's topic by itself: cron, in UTC."
  value       = local.schedules
}

output "audit_topics" {
  description = "Topics that entries of Cloud Logging are sent to, with the filter that chooses them."
  value       = { for each in local.functions : each.topic => each.audit_log if each.audit_log != null }
}

output "own_permissions" {
  description = "What each function may do in Sallyport's own project."
  value       = { for name, permissions in local.own_permissions : name => permissions if length(permissions) > 0 }
}

output "secret_permissions" {
  description = "What each function may do with the secrets it is given."
  value       = { for name, permissions in local.secret_permissions : name => permissions if length(permissions) > 0 }
}

output "account_permissions" {
  description = "What each function may do with the service accounts of deployments."
  value       = { for name, permissions in local.account_permissions : name => permissions if length(permissions) > 0 }
}

output "target_permissions" {
  description = "What each function may do in a project that deployments are in."
  value       = { for name, permissions in local.target_permissions : name => permissions if length(permissions) > 0 }
}
