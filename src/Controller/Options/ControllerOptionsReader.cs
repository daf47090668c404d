namespace ConfigSync.Controller.Options;

/// <summary>Reads flags and variables. A flag wins over its variable. What is not understood is a fault, and all faults are told at once.</summary>
internal static class ControllerOptionsReader
{
    // The kubelet gives Pods variables for each Service of their namespace; those of one called config-sync-controller begin like ours.
    private static readonly string[] ServiceLinks = ["SERVICE_HOST", "SERVICE_PORT", "PORT"];

    public static (ControllerOptions Options, IReadOnlyList<string> Faults) Read(IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var options = new ControllerOptions();
        var faults = new List<string>();
        foreach (var (variable, value) in environment.Where(IsOurs).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Apply(ControllerFlags.All.FirstOrDefault(flag => flag.Variable == variable), variable, value, ref options, faults);
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[i], null);
            var flag = ControllerFlags.All.FirstOrDefault(candidate => candidate.Switch == name);
            if (flag is not null && value is null)
            {
                value = flag.IsSwitch ? "true" : i + 1 < arguments.Count ? arguments[++i] : "";
            }

            Apply(flag, name, value ?? "", ref options, faults);
        }

        return (options, faults);
    }

    private static void Apply(ControllerFlag? flag, string name, string value, ref ControllerOptions options, List<string> faults)
    {
        if (flag is null)
        {
            faults.Add($"invalid option: {name} must be an option of this program (was '{value}')");
        }
        else if (flag.Apply(options, value) is { } applied)
        {
            options = applied;
        }
        else
        {
            faults.Add($"invalid option: {name} must {flag.Rule} (was '{value}')");
        }
    }

    private static bool IsOurs(KeyValuePair<string, string> pair)
    {
        if (!pair.Key.StartsWith(ControllerFlags.VariablePrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = pair.Key[ControllerFlags.VariablePrefix.Length..];
        return !ServiceLinks.Any(link => rest == link || rest.StartsWith(link + "_", StringComparison.Ordinal));
    }
}
