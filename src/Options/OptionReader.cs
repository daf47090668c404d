using System.Globalization;
using ConfigSync.Contract;

namespace ConfigSync.Options;

/// <summary>Reads single values. A bad one is an error and the default takes its place, so that reading goes on and finds the rest.</summary>
public sealed class OptionReader(OptionValues values, OptionErrors errors)
{
    /// <summary>Reads the text of a value; false when it breaks the rule.</summary>
    public delegate bool Parse<T>(string text, out T value);

    /// <summary>The values as text.</summary>
    public OptionValues Values => values;

    /// <summary>The errors so far.</summary>
    public OptionErrors Errors => errors;

    /// <summary>Reads an option by a rule of the program's own.</summary>
    /// <param name="option">The option.</param>
    /// <param name="rule">The end of the sentence "must …".</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="parse">Reads the text.</param>
    /// <param name="secret">True when the value may hold a credential and must not be repeated in an error.</param>
    public T Read<T>(ProgramOption option, string rule, T otherwise, Parse<T> parse, bool secret = false)
    {
        var result = otherwise;
        foreach (var given in values.Of(option))
        {
            if (parse(given.Text, out var value))
            {
                result = value;
            }
            else if (secret)
            {
                errors.Add($"{given.Name} must {rule}");
            }
            else
            {
                errors.Add(given.Name, rule, given.Text);
            }
        }

        return result;
    }

    /// <summary>One of a few words.</summary>
    public T Choice<T>(ProgramOption option, T otherwise, params (string Text, T Value)[] choices) => Read(
        option, $"be one of {string.Join(", ", choices.Select(static choice => choice.Text))}", otherwise, (string text, out T value) =>
        {
            var found = Array.Find(choices, choice => choice.Text == text);
            value = found.Value;
            return found.Text is not null;
        });

    /// <summary>A switch.</summary>
    public bool Switch(ProgramOption option) => Choice(option, false, ("true", true), ("false", false));

    /// <summary>A whole number.</summary>
    public int Number(ProgramOption option, int least, int most, int otherwise) => Read(
        option, $"be a whole number from {least} to {most}", otherwise, (string text, out int value) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);

    /// <summary>A duration, with limits as they would be typed.</summary>
    public TimeSpan Duration(ProgramOption option, string least, string most, TimeSpan otherwise)
    {
        var (shortest, longest) = (DurationText.Parse(least), DurationText.Parse(most));
        return Read(option, $"be a duration from {least} to {most}", otherwise, (string text, out TimeSpan value) =>
            DurationText.TryParse(text, out value) && value >= shortest && value <= longest);
    }

    /// <summary>An http or https URL. Credentials may stand in it, so a bad one is not repeated.</summary>
    public Uri? Url(ProgramOption option) => Read<Uri?>(
        option, "be an http or https URL", null, static (string text, out Uri? value) =>
            Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme is "http" or "https" && value.Host.Length > 0, secret: true);

    /// <summary>Any text but an empty one.</summary>
    public string Text(ProgramOption option, string rule, string otherwise) => Text(option, rule, otherwise, static text => text.Length > 0);

    /// <summary>A text that keeps a rule.</summary>
    public string Text(ProgramOption option, string rule, string otherwise, Func<string, bool> keeps) =>
        Read(option, rule, otherwise, (string text, out string value) =>
        {
            value = text;
            return keeps(text);
        });
}
