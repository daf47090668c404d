using System.Collections;

namespace ConfigSync.Options;

/// <summary>The start of every program: options, or help, or the version, or every error.</summary>
/// <param name="set">The options that there are.</param>
/// <param name="opening">The opening of the help.</param>
/// <param name="closing">The end of the help, such as the meaning of exit codes.</param>
/// <param name="read">Reads the values into the program's options; errors go to the reader's list.</param>
public sealed class ProgramOptions<T>(OptionSet set, string opening, string closing, Func<OptionReader, T> read) where T : class
{
    /// <summary>The help.</summary>
    public string Help => HelpText.Print(opening, set, closing);

    /// <summary>Reads the options; a pure function of its arguments.</summary>
    public ParsedOptions<T> Parse(IReadOnlyList<string> arguments, IDictionary environment)
    {
        var errors = new OptionErrors();
        var values = OptionValues.Read(set, arguments, environment, errors);
        if (values.Help || values.Version)
        {
            return new ParsedOptions<T>(null, [], values.Help, values.Version);
        }

        var options = read(new OptionReader(values, errors));
        return new ParsedOptions<T>(errors.All.Count == 0 ? options : null, errors.All, false, false);
    }

    /// <summary>Reads the options of this process. Without any to run with, prints why or what was asked for, and gives the exit code.</summary>
    public T? Read(IReadOnlyList<string> arguments, out int exitCode)
    {
        var parsed = Parse(arguments, Environment.GetEnvironmentVariables());
        exitCode = parsed.Errors.Count > 0 ? ExitCode.BadInput : ExitCode.Done;
        if (parsed.Help || parsed.Version)
        {
            Console.Out.WriteLine(parsed.Help ? Help : ProductVersion.Text);
        }
        else if (parsed.Errors.Count > 0)
        {
            OptionErrors.Report(parsed.Errors, Console.Error);
        }

        return parsed.Options;
    }
}
