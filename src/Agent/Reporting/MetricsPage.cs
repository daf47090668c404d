using System.Globalization;
using System.Text;
using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Reporting;

/// <summary><c>/metrics</c> in Prometheus' text format. Every label value comes from the options or from a closed set.</summary>
internal static class MetricsPage
{
    public static string Print(AgentStatus status, string version)
    {
        var text = new StringBuilder(4096);
        Head(text, "config_sync_build_info", "gauge", "The agent's version.");
        Sample(text, "config_sync_build_info", 1, ("version", version));
        Head(text, "config_sync_changes_observed_total", "counter", "Content changes observed in a source.");
        Sources(text, status, "config_sync_changes_observed_total", static source => source.Changes);
        Head(text, "config_sync_source_available", "gauge", "1 when the content of a source can be read, otherwise 0.");
        Sources(text, status, "config_sync_source_available", static source => source.Problem is null ? 1 : 0);
        Head(text, "config_sync_out_of_date_seconds", "gauge", "The longest time that the content of any source has differed from the applied content.");
        Sample(text, "config_sync_out_of_date_seconds", status.OutOfDate.TotalSeconds);
        Head(text, "config_sync_reloads_total", "counter", "Attempts to apply changed configuration, by result.");
        foreach (var result in Enum.GetValues<ReloadResult>())
        {
            Sample(text, "config_sync_reloads_total", status.Count(result), ("result", Word(result)));
        }

        Head(text, "config_sync_last_success_timestamp_seconds", "gauge", "Unix time at which changed configuration was last applied; 0 if never.");
        Sample(text, "config_sync_last_success_timestamp_seconds", (status.LastSuccess?.ToUnixTimeMilliseconds() ?? 0) / 1_000d);
        Head(text, "config_sync_watch_mode", "gauge", "How changes are detected: 1 for the mode in use.");
        Sample(text, "config_sync_watch_mode", status.WatchProblem is null ? 1 : 0, ("mode", "inotify"));
        Sample(text, "config_sync_watch_mode", status.WatchProblem is null ? 0 : 1, ("mode", "polling"));
        Targets(text, status);
        Head(text, "config_sync_targets_drifted", "gauge", "Copies that the application edited.");
        Sample(text, "config_sync_targets_drifted", status.Drifted.Count);
        Head(text, "config_sync_ready", "gauge", "1 when the first copy has been made, otherwise 0.");
        Sample(text, "config_sync_ready", status.Ready ? 1 : 0);
        Phases(text, status);
        return text.ToString();
    }

    private static void Sources(StringBuilder text, AgentStatus status, string name, Func<SourceStatus, double> value)
    {
        foreach (var source in status.Sources)
        {
            Sample(text, name, value(source), ("source", source.Name));
        }
    }

    private static void Targets(StringBuilder text, AgentStatus status)
    {
        if (status.Mode is ReloadMode.Signal or ReloadMode.Restart)
        {
            Head(text, "config_sync_target_found", "gauge", "1 when a process to reload has been found, otherwise 0.");
            Sample(text, "config_sync_target_found", status.TargetsFound > 0 ? 1 : 0);
            Head(text, "config_sync_targets_found", "gauge", "The number of processes found to reload.");
            Sample(text, "config_sync_targets_found", status.TargetsFound ?? 0);
        }
    }

    private static void Phases(StringBuilder text, AgentStatus status)
    {
        const string Name = "config_sync_phase_duration_seconds";
        Head(text, Name, "histogram", "Duration of the phases from a change to its effect.");
        foreach (var phase in Enum.GetValues<Phase>())
        {
            var histogram = status.Phases[(int)phase];
            for (var bound = 0; bound < PhaseHistogram.Bounds.Count; bound++)
            {
                Sample(text, Name + "_bucket", histogram.AtMost(bound), ("phase", Word(phase)), ("le", Number(PhaseHistogram.Bounds[bound])));
            }

            Sample(text, Name + "_bucket", histogram.Count, ("phase", Word(phase)), ("le", "+Inf"));
            Sample(text, Name + "_sum", histogram.Sum, ("phase", Word(phase)));
            Sample(text, Name + "_count", histogram.Count, ("phase", Word(phase)));
        }
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Sample(StringBuilder text, string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        text.Append(name);
        for (var index = 0; index < labels.Length; index++)
        {
            var escaped = labels[index].Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            text.Append(index == 0 ? '{' : ',').Append(labels[index].Name).Append("=\"").Append(escaped).Append('"');
        }

        text.Append(labels.Length == 0 ? " " : "} ").Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
