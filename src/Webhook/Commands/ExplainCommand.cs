using System.CommandLine;
using ConfigSync.Webhook.Offline;
using ConfigSync.Webhook.Offline.Explaining;

namespace ConfigSync.Webhook.Commands;

/// <summary><c>explain</c>: tells what the webhook would do to the Pods of manifests, and why.</summary>
internal static class ExplainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new OfflineOptions();
        var command = new Command("explain", "Tells what would be done to each mount of each workload, and why. Changes nothing.");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var console = CommandConsole.Standard();
            if (options.Read(parsed, out var faults) is { } request)
            {
                return Run(request, console);
            }

            console.Report(faults);
            return ExitCode.BadInput;
        });
        return command;
    }

    /// <summary>Runs it. Unlike <c>inject</c> it also tells about what is refused: that is when an explanation is wanted most.</summary>
    public static int Run(OfflineRequest request, CommandConsole console)
    {
        var run = ManifestRun.Of(request, console.Input);
        if (run.ExitCode == ExitCode.BadInput)
        {
            console.Report(run.Messages);
            return run.ExitCode;
        }

        var explanation = new Explanation(console, request.Injector.Settings);
        var decisions = run.Edited.SelectMany(static edited => edited.Decisions).ToArray();
        Array.ForEach(decisions, explanation.Write);
        if (decisions.Length == 0)
        {
            console.Output.WriteLine("nothing here makes Pods");
        }

        return run.ExitCode;
    }
}
