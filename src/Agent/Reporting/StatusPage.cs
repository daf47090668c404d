using System.Buffers;
using System.Text.Json;
using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Reporting;

/// <summary><c>/status</c>: desired and applied content, and the problems in between. The names are read by scripts: never rename one.</summary>
internal static class StatusPage
{
    public static ReadOnlyMemory<byte> Print(AgentStatus status, string version)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("version", version);
            json.WriteBoolean("ready", status.Ready);
            json.WriteString("reload", status.Mode.ToString().ToLowerInvariant());
            json.WriteString("watch", status.WatchProblem is null ? "inotify" : "polling");
            Write(json, "watchProblem", status.WatchProblem);
            json.WriteNumber("outOfDateSeconds", Math.Round(status.OutOfDate.TotalSeconds, 3));
            Write(json, "lastSuccess", status.LastSuccess);
            Write(json, "lastError", status.LastError);
            Write(json, "lastErrorAt", status.LastErrorAt);
            Targets(json, status);
            Results(json, status);
            Phases(json, status);
            Sources(json, status);
            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static void Targets(Utf8JsonWriter json, AgentStatus status)
    {
        if (status.Mode is ReloadMode.Signal or ReloadMode.Restart && status.TargetsFound is { } found)
        {
            json.WriteNumber("targetsFound", found);
            Write(json, "targetProblem", status.TargetProblem);
        }

        json.WriteStartArray("drifted");
        foreach (var target in status.Drifted)
        {
            json.WriteStringValue(target);
        }

        json.WriteEndArray();
    }

    private static void Results(Utf8JsonWriter json, AgentStatus status)
    {
        json.WriteStartObject("reloads");
        foreach (var result in Enum.GetValues<ReloadResult>())
        {
            json.WriteNumber(result.ToString().ToLowerInvariant(), status.Count(result));
        }

        json.WriteEndObject();
    }

    private static void Phases(Utf8JsonWriter json, AgentStatus status)
    {
        json.WriteStartObject("lastPhaseMilliseconds");
        foreach (var phase in Enum.GetValues<Phase>())
        {
            if (status.Phases[(int)phase].Last is { } last)
            {
                json.WriteNumber(phase.ToString().ToLowerInvariant(), Math.Round(last.TotalMilliseconds, 3));
            }
        }

        json.WriteEndObject();
    }

    private static void Sources(Utf8JsonWriter json, AgentStatus status)
    {
        json.WriteStartArray("sources");
        foreach (var source in status.Sources)
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            json.WriteString("path", source.Path);
            json.WriteString("condition", source.Condition);
            Write(json, "problem", source.Problem);
            Write(json, "desired", source.Desired?.ToString());
            Write(json, "desiredSince", source.DesiredSince);
            Write(json, "applied", source.Applied?.ToString());
            Write(json, "appliedAt", source.AppliedAt);
            json.WriteNumber("changes", source.Changes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } moment)
        {
            json.WriteString(name, moment);
        }
    }
}
