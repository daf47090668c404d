using System.CommandLine;
using ConfigSync.Webhook.Offline;
using ConfigSync.Webhook.Offline.Documents;

namespace ConfigSync.Webhook.Commands;

/// <summary><c>inject</c>: does to manifests what the webhook would do to their Pods.</summary>
internal static class InjectCommand
{
    private const int Red = 31;
    private const int Green = 32;
    private const int Cyan = 36;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new OfflineOptions();
        var diff = new Option<bool>("--diff") { Description = "Print what would change instead of the manifests." };
        var command = new Command("inject", "Injects the agent into manifests and prints them; everything else in them stays as it is.");
        options.AddTo(command);
        command.Options.Add(diff);
        command.SetAction(parsed =>
        {
            var console = CommandConsole.Standard();
            if (options.Read(parsed, out var faults) is { } request)
            {
                return Run(request, parsed.GetValue(diff), console);
            }

            console.Report(faults);
            return ExitCode.BadInput;
        });
        return command;
    }

    /// <summary>Runs it.</summary>
    public static int Run(OfflineRequest request, bool diff, CommandConsole console)
    {
        var run = ManifestRun.Of(request, console.Input);
        console.Report(run.Messages);
        if (run.ExitCode == ExitCode.Done)
        {
            console.Output.Write(diff ? string.Concat(run.Edited.Select(edited => Difference(edited, console))) : ManifestText.Join(run.Edited));
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
