locals {
  # What a function says in its log when it matters. Each check says again which findings are open and what it could not
  # look at, so those alerts last as long as that does; a check that fails now and then is nobody's concern.
  logged = {
    failed = {
      says     = "A stage failed: a person has to act."
      pattern  = " of .+ failed: "
      severity = "ERROR"
      period   = "60s"
      duration = "0s"
    }
    exposure = {
      says     = "The proof from outside found a way in, or could not be had."
      pattern  = "verify of .+ failed: "
      severity = "CRITICAL"
      period   = "60s"
      duration = "0s"
    }
    finding = {
      says     = "A check finds what may let somebody in, or protects less than was asked for."
      pattern  = " has a (high|critical) finding: "
      severity = "CRITICAL"
      period   = "1200s"
      duration = "0s"
    }
    unchecked = {
      says     = "A deployment could not be checked for an hour."
      pattern  = " was not checked: "
      severity = "ERROR"
      period   = "1200s"
      duration = "3600s"
    }
  }

  runs_of = "resource.type = \"cloud_run_revision\" AND metric.type = \"run.googleapis.com/request_count\" AND resource.labels.service_name"
}

resource "google_logging_metric" "logged" {
  for_each = local.logged

  name        = "sallyport/${each.key}"
  description = each.value.says
  filter      = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name:\"sallyport-\" AND textPayload=~\"${each.value.pattern}\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }
}

resource "google_monitoring_alert_policy" "logged" {
  for_each = local.logged

  display_name          = "Sallyport: ${each.key}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = var.notification_channels

  conditions {
    display_name = each.value.says

    condition_threshold {
      filter          = "resource.type = \"cloud_run_revision\" AND metric.type = \"logging.googleapis.com/user/${google_logging_metric.logged[each.key].name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = each.value.duration

      aggregations {
        alignment_period     = each.value.period
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content = "${each.value.says} What to do: docs/operations.md, \"When an alert fires\"."
  }
}

resource "google_monitoring_alert_policy" "dead_letters" {
  display_name          = "Sallyport: dead letters"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = var.notification_channels

  conditions {
    display_name = "A message was put aside"

    condition_threshold {
      filter          = "${local.runs_of} = \"sallyport-dead-letters\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  dynamic "conditions" {
    for_each = google_pubsub_subscription.kept

    content {
      display_name = "A message lies in ${conditions.value.name}"

      condition_threshold {
        filter          = "resource.type = \"pubsub_subscription\" AND metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\" AND resource.labels.subscription_id = \"${conditions.value.name}\""
        comparison      = "COMPARISON_GT"
        threshold_value = 0
        duration        = "0s"

        aggregations {
          alignment_period   = "60s"
          per_series_aligner = "ALIGN_MAX"
        }
      }
    }
  }

  documentation {
    content = "./sallyport dead-letters shows them. What to do: docs/operations.md, \"When an alert fires\"."
  }
}

resource "google_monitoring_alert_policy" "overdue" {
  for_each = module.list.schedules

  display_name          = "Sallyport: ${each.key} is overdue"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = var.notification_channels

  conditions {
    display_name = "${each.key} has not run"

    condition_absent {
      filter   = "${local.runs_of} = \"sallyport-${each.key}\" AND metric.labels.response_code_class = \"2xx\""
      duration = lookup(var.recheck_overdue, each.key, "7200s")

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content = "Nothing started ${each.key}, or it fails each time. What to do: docs/operations.md, \"When an alert fires\"."
  }
}

resource "google_monitoring_dashboard" "overview" {
  dashboard_json = jsonencode({
    displayName = "Sallyport"
    gridLayout = {
      columns = 2
      widgets = [
        for widget in [
          {
            title  = "Runs of each function"
            filter = "resource.type=\"cloud_run_revision\" metric.type=\"run.googleapis.com/request_count\" resource.labels.service_name=starts_with(\"sallyport-\")"
            group  = "resource.label.service_name"
          },
          {
            title  = "Answers by class"
            filter = "resource.type=\"cloud_run_revision\" metric.type=\"run.googleapis.com/request_count\" resource.labels.service_name=starts_with(\"sallyport-\")"
            group  = "metric.label.response_code_class"
          },
          {
            title  = "Messages published"
            filter = "resource.type=\"pubsub_topic\" metric.type=\"pubsub.googleapis.com/topic/send_request_count\" resource.labels.topic_id=starts_with(\"sallyport-\")"
            group  = "resource.label.topic_id"
          },
          {
            title  = "Documents written"
            filter = "resource.type=\"firestore_instance\" metric.type=\"firestore.googleapis.com/document/write_count\""
            group  = "metric.label.op"
          },
        ] :
        {
          title = widget.title
          xyChart = {
            dataSets = [{
              plotType = "LINE"
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter = widget.filter
                  aggregation = {
                    alignmentPeriod    = "60s"
                    perSeriesAligner   = "ALIGN_RATE"
                    crossSeriesReducer = "REDUCE_SUM"
                    groupByFields      = [widget.group]
                  }
                }
              }
            }]
          }
        }
      ]
    }
  })
}
