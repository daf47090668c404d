using ConfigSync.Injection.Policy;

namespace ConfigSync.Webhook.Configuration;

/// <summary>
/// Puts the settings together: the settings file, over it the environment, over that the flags. Every fault of every place is kept, so that
/// one start tells all there is to mend; a bad value is a fault even where a stronger place has a good one.
/// </summary>
internal sealed class OptionsReader
{
    private readonly List<string> _faults = [];
    private WebhookOptions _options = new();

    /// <summary>What was read; only meaningful when there are no <see cref="Faults"/>.</summary>
    public WebhookOptions Options => _options;

    /// <summary>Every fault, a line each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads all three places, weakest first.</summary>
    public static OptionsReader Read(IConfiguration file, IEnumerable<KeyValuePair<string, string>> environment, IEnumerable<KeyValuePair<string, string>> flags)
    {
        var reader = new OptionsReader();
        reader.ReadFile(file.GetSection(WebhookOption.Section));
        reader.ReadEnvironment(environment);
        reader.ReadFlags(flags);
        reader.CheckTogether();
        return reader;
    }

    /// <summary>Keeps a fault that was found elsewhere.</summary>
    public void Add(string fault) => _faults.Add(fault);

    private void ReadFile(IConfigurationSection section)
    {
        foreach (var child in section.GetChildren())
        {
            Apply(WebhookOption.Section + ":", child.Key, child.Value ?? "", static option => option.Key);
        }
    }

    private void ReadEnvironment(IEnumerable<KeyValuePair<string, string>> environment)
    {
        foreach (var (name, value) in environment.OrderBy(static variable => variable.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(WebhookOption.VariablePrefix, StringComparison.Ordinal) && !ServiceLink.Is(name, value))
            {
                Apply(WebhookOption.VariablePrefix, name[WebhookOption.VariablePrefix.Length..], value, static option => option.Variable[WebhookOption.VariablePrefix.Length..]);
            }
        }
    }

    private void ReadFlags(IEnumerable<KeyValuePair<string, string>> flags)
    {
        foreach (var (name, value) in flags)
        {
            Apply("", name, value, static option => option.Flag);
        }
    }

    // Names are compared without what all names of that place begin with, or every long one would look like every other.
    private void Apply(string prefix, string name, string value, Func<WebhookOption, string> nameOf)
    {
        // Keys of the settings file may be in any case, as everywhere in .NET's; the others are exact.
        var comparison = prefix.EndsWith(':') ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (WebhookOptionList.All.FirstOrDefault(option => nameOf(option).Equals(name, comparison)) is not { } option)
        {
            var nearest = NearestName.Of(name, WebhookOptionList.All.Select(nameOf));
            _faults.Add($"invalid option: {prefix}{name} must be a known option{(nearest is null ? "" : $"; did you mean {prefix}{nearest}?")}");
        }
        else if (option.Read(_options, value) is { } options)
        {
            _options = options;
        }
        else
        {
            _faults.Add($"invalid option: {prefix}{name} must {option.Rule} (was '{value}')");
        }
    }

    private void CheckTogether()
    {
        if (_options.HttpPort == _options.HttpsPort && _options.HttpPort != 0)
        {
            _faults.Add($"invalid option: --http-port must differ from --https-port (was '{_options.HttpPort}')");
        }
    }
}
