using System.Text;

namespace ConfigSync.Options;

/// <summary>The list of options as <c>--help</c> prints it.</summary>
public static class HelpText
{
    /// <summary>Prints the options between an opening and a closing text of the program's own.</summary>
    public static string Print(string opening, OptionSet set, string closing)
    {
        var text = new StringBuilder(opening).Append('\n');
        foreach (var option in set.Options)
        {
            text.Append("\n  ").Append(option.Alias is null ? "" : option.Alias + ", ").Append(option.Form is null ? option.Flag : option.With(option.Form))
                .Append(option.Repeatable ? " *\n" : "\n").Append("      ").Append(option.Help);
            if (option.Default is not null)
            {
                text.Append(" Default: ").Append(option.Default).Append('.');
            }
        }

        text.Append("\n\n");
        if (set.Options.Any(static option => option.Repeatable))
        {
            text.Append("Flags marked * may be given more than once; in a variable, one value per line.\n");
        }

        if (set.VariablePrefix is { } prefix)
        {
            var example = set.Options.First(static option => option.Form is not null);
            text.Append($"Each flag has a variable, such as {example.Variable(prefix)} for {example.Flag}; the flag wins.\n");
        }

        return text.Append(closing).ToString();
    }
}
