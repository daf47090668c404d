using ConfigSync.Cli.Explaining;
using ConfigSync.Cli.Injecting;
using ConfigSync.Cli.Terminal;
using ConfigSync.Options;

namespace ConfigSync.Cli.Commands;

/// <summary><c>explain</c>: shows what the webhook would do to the Pods of manifests, and why.</summary>
internal static class ExplainCommand
{
    /// <summary>Reads the flags and runs the command.</summary>
    public static int Start(string[] flags, CommandConsole console) =>
        ManifestOptionsReader.Explain.Read(flags, out var exitCode) is { } options ? Run(options, console) : exitCode;

    /// <summary>Explains every workload, also one that is refused: that is when an explanation is needed most.</summary>
    public static int Run(ManifestOptions options, CommandConsole console)
    {
        var run = ManifestRun.Of(options, console.Input);
        if (run.ExitCode == ExitCode.BadInput)
        {
            console.Report(run.Messages);
            return run.ExitCode;
        }

        var explanation = new Explanation(console, options.Injector.Settings);
        var decisions = run.Edited.SelectMany(static edited => edited.Decisions).ToArray();
        Array.ForEach(decisions, explanation.Write);
        if (decisions.Length == 0)
        {
            console.Output.WriteLine("no workloads found");
        }

        return run.ExitCode;
    }
}
