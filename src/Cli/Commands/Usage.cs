using ConfigSync.Contract;
using ConfigSync.Cli.Terminal;
using ConfigSync.Options;

namespace ConfigSync.Cli.Commands;

/// <summary>The commands that there are.</summary>
internal static class Usage
{
    private static readonly string[] Commands = ["inject", "explain", "certs"];

    /// <summary>The help of the program as a whole.</summary>
    public const string Text = """
        kubectl config-sync: what the config-sync webhook does to Pods, without a cluster.

          kubectl config-sync inject -f <path>    Inject the agent into manifests and print them.
          kubectl config-sync explain -f <path>   Show what happens to each mount of each workload, and why.
          kubectl config-sync certs               Show the webhook's certificate, and check that API servers accept it.

        Each command has --help. Exit codes: 0 done; 1 a Pod or a certificate was refused; 2 invalid usage or input.
        """;

    /// <summary>The end of each command's help.</summary>
    public const string Closing = "Exit codes: 0 done; 1 a Pod or a certificate was refused; 2 invalid usage or input.";

    /// <summary>Reports a command that there is not.</summary>
    public static int Refuse(string[] arguments, CommandConsole console)
    {
        var nearest = arguments.Length > 0 && NearestName.Of(arguments[0], Commands) is { } name ? $"; did you mean {name}?" : "";
        console.Report([
            arguments.Length == 0
                ? $"invalid usage: a command must be given: {string.Join(", ", Commands)}"
                : $"invalid usage: the command must be one of {string.Join(", ", Commands)} (was '{arguments[0]}'){nearest}",
            "run with --help for the list",
        ]);
        return ExitCode.BadInput;
    }
}
