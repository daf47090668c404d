using ConfigSync.Cli.Injecting;
using ConfigSync.Cli.Terminal;
using ConfigSync.Options;

namespace ConfigSync.Cli.Commands;

/// <summary><c>inject</c>: does to manifests what the webhook would do to their Pods.</summary>
internal static class InjectCommand
{
    private const int Red = 31;
    private const int Green = 32;
    private const int Cyan = 36;

    /// <summary>Reads the flags and runs the command.</summary>
    public static int Start(string[] flags, CommandConsole console) =>
        ManifestOptionsReader.Inject.Read(flags, out var exitCode) is { } options ? Run(options, console) : exitCode;

    /// <summary>Injects every workload, or none when one can't be.</summary>
    public static int Run(ManifestOptions options, CommandConsole console)
    {
        var run = ManifestRun.Of(options, console.Input);
        console.Report(run.Messages);
        if (run.ExitCode == ExitCode.Done)
        {
            console.Output.Write(options.Diff ? string.Concat(run.Edited.Select(edited => Difference(edited, console))) : EditedDocument.Join(run.Edited));
            console.Output.Flush();
        }

        return run.ExitCode;
    }

    private static string Difference(EditedDocument edited, CommandConsole console)
    {
        if (!edited.Changed)
        {
            return "";
        }

        var titles = string.Join(", ", edited.Decisions.Select(static decision => decision.Workload.Title));
        var lines = LineDiff.Compare(edited.Before, edited.Text).Select(line => line[0] switch
        {
            '-' => console.Coloured(line, Red),
            '+' => console.Coloured(line, Green),
            '@' => console.Coloured(line, Cyan),
            _ => line,
        });
        var source = edited.Editor.Document.Source;
        return string.Join('\n', [$"--- {source} ({titles})", $"+++ {source} ({titles}, injected)", .. lines]) + "\n";
    }
}
