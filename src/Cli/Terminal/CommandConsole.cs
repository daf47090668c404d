using ConfigSync.Options;

namespace ConfigSync.Cli.Terminal;

/// <summary>The streams of a command.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output, with line ends as they are written.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Colours">True when the output may be coloured: it goes to a terminal, and nobody set NO_COLOR.</param>
internal sealed record CommandConsole(Stream Input, TextWriter Output, TextWriter Error, bool Colours)
{
    /// <summary>The process' own.</summary>
    public static CommandConsole Standard() => new(
        Console.OpenStandardInput(),
        Console.Out,
        Console.Error,
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "");

    /// <summary>Writes a text to standard output, which is all that was asked for.</summary>
    public int Print(string text)
    {
        Output.WriteLine(text);
        return ExitCode.Done;
    }

    /// <summary>Writes lines to standard error.</summary>
    public void Report(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Error.WriteLine(line);
        }
    }

    /// <summary>The text in a colour, if the output has colours.</summary>
    /// <param name="text">The text.</param>
    /// <param name="code">The number that ANSI gives the colour.</param>
    public string Coloured(string text, int code) => Colours ? $"\e[{code}m{text}\e[0m" : text;
}
