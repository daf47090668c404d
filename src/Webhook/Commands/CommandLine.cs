using System.CommandLine;

namespace ConfigSync.Webhook.Commands;

/// <summary>Runs what was typed.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs a command; anything that cannot be parsed is <see cref="ExitCode.BadInput"/>.</summary>
    public static Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine($"invalid usage: {error.Message}");
            }

            Console.Error.WriteLine("run with --help for the list");
            return Task.FromResult(ExitCode.BadInput);
        }

        // Its own handling of SIGTERM gives a command two seconds; serving drains for longer and handles the signal itself.
        return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }
}
