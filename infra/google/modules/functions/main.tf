# What the list of functions says, with its defaults filled in. No provider is needed to evaluate this.

terraform {
  required_version = ">= 1.5"
}

locals {
  list     = yamldecode(file(var.file))
  defaults = local.list.defaults

  functions = {
    for each in local.list.functions : each.name => {
      module        = each.module
      package       = replace(each.module, "/", "-")
      entry_point   = each.entryPoint
      topic         = try(each.topic, null)
      http          = try(each.http, false)
      schedule      = try(each.schedule, null)
      audit_log     = try(each.auditLog, null)
      memory        = try(each.memory, local.defaults.memory)
      seconds       = tonumber(trimsuffix(try(each.timeout, local.defaults.timeout), "s"))
      concurrency   = try(each.concurrency, local.defaults.concurrency)
      min_instances = try(each.minInstances, local.defaults.minInstances)
      max_instances = try(each.maxInstances, local.defaults.maxInstances)
      java_options  = try(each.javaOptions, "")
      settings      = try(each.settings, local.defaults.settings)
      secrets       = try(each.secrets, [])
      permissions   = try(each.permissions, [])
      roles         = try(each.roles, [])
    }
  }

  # How Pub/Sub delivers to the functions that messages start.
  deliveries = {
    for each in local.list.functions : each.name => {
      topic                 = each.topic
      ack_deadline          = min(600, max(10, local.functions[each.name].seconds))
      minimum_backoff       = try(each.retry, local.defaults.retry).minimumBackoff
      maximum_backoff       = try(each.retry, local.defaults.retry).maximumBackoff
      dead_letter_topic     = try(each.deadLetter, local.defaults.deadLetter).topic
      max_delivery_attempts = try(each.deadLetter, local.defaults.deadLetter).maxDeliveryAttempts
    } if can(each.topic)
  }

  dead_letter_topics = toset([for each in local.deliveries : each.dead_letter_topic])
  started_topics     = toset([for each in local.deliveries : each.topic])
  topics             = setunion(local.list.topics, local.started_topics, local.dead_letter_topics)

  schedules = { for name, each in local.functions : name => each.schedule if each.schedule != null }

  # What is granted on a project, on a service account or on a secret, and where.
  own_permissions = {
    for name, each in local.functions : name => [
      for permission in each.permissions : permission if can(regex("^(datastore|pubsub)[.]", permission))
    ]
  }
  secret_permissions = {
    for name, each in local.functions : name => [
      for permission in each.permissions : permission if startswith(permission, "secretmanager.")
    ]
  }
  account_permissions = {
    for name, each in local.functions : name => [
      for permission in each.permissions : permission if startswith(permission, "iam.serviceAccounts.")
    ]
  }
  target_permissions = {
    for name, each in local.functions : name => sort(setsubtract(each.permissions, concat(
      local.own_permissions[name], local.secret_permissions[name], local.account_permissions[name]
    )))
  }
}
