using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Container.Tests;

/// <summary>
/// Stands in for an application that is not to be had here: a real process of the Pod's user and mounts, which at its start and at every signal writes what it
/// finds in its files.
/// </summary>
internal static class StandIn
{
    private const string Script = """
        show() {
            echo "signal $1"; shift
            for path; do find -L "$path" -name '..*' -prune -o -type f -print | while IFS= read -r file; do printf 'file\t%s\t%s\n' "$file" "$(cat "$file")"; done; done
            echo end
        }
        for signal in HUP INT QUIT USR1 USR2 WINCH; do trap "show $signal \"\$@\"" "$signal"; done
        trap 'show TERM "$@"; exit 0' TERM
        show start "$@"
        sleep infinity &
        while :; do wait; done
        """;

    /// <summary>The container with the stand-in as its command.</summary>
    /// <param name="container">The container.</param>
    /// <param name="program">The shell that runs it, by the name that its process is to have.</param>
    /// <param name="paths">The files and directories that it reads.</param>
    public static JsonNode For(JsonNode container, string program, IEnumerable<string> paths) => With(container, [program, "-c", Script, "stand-in", .. paths]);

    /// <summary>The container with a command that ends at once.</summary>
    public static JsonNode Ending(JsonNode container, string program) => With(container, [program, "-c", "exit 0"]);

    /// <summary>Waits for what it wrote at its start, or the nth time that it got a signal; the files by their path.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReportAsync(RunningProgram program, string signal, int nth = 1)
    {
        IReadOnlyDictionary<string, string>? report = null;
        try
        {
            await Wait.Until(() => program.HasExited || (report = Reports(program.Output, signal).ElementAtOrDefault(nth - 1)) is not null, "report");
            if (report is null)
            {
                // Ended: its last lines may still be on their way through the pipe.
                await program.ExitCodeAsync().WaitAsync(Wait.Patience);
            }
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or TimeoutException)
        {
            // Said below, with what it did write.
        }

        return report ?? Reports(program.Output, signal).ElementAtOrDefault(nth - 1)
            ?? throw new InvalidOperationException($"no report {nth} of {signal}, but:\n{string.Join('\n', [.. program.Output, .. program.Errors])}");
    }

    /// <summary>How often it got a signal.</summary>
    public static int Count(RunningProgram program, string signal) => program.Output.Count(line => line == $"signal {signal}");

    private static JsonObject With(JsonNode container, IEnumerable<string> command)
    {
        var made = container.DeepClone().AsObject();
        made.Remove("args");
        made["command"] = new JsonArray([.. command.Select(static word => (JsonNode)word)]);
        return made;
    }

    private static IEnumerable<IReadOnlyDictionary<string, string>> Reports(IEnumerable<string> lines, string signal)
    {
        Dictionary<string, string>? files = null;
        foreach (var line in lines)
        {
            if (line == $"signal {signal}")
            {
                files = new(StringComparer.Ordinal);
            }
            else if (line == "end" && files is not null)
            {
                yield return files;
                files = null;
            }
            else if (files is not null && line.Split('\t') is ["file", var path, var content])
            {
                files[path] = content;
            }
        }
    }
}
