using System.Globalization;
using System.Text;

namespace ConfigSync.Controller.Options;

/// <summary>What <c>--help</c> prints.</summary>
internal static class ControllerHelp
{
    public static string Text
    {
        get
        {
            var text = new StringBuilder("config-sync-controller: makes changes of ConfigMaps and Secrets arrive at once.\n\n");
            foreach (var flag in ControllerFlags.All)
            {
                var byDefault = flag.Default.Length == 0 ? "" : $" Default {flag.Default}.";
                text.Append(CultureInfo.InvariantCulture, $"  {flag.Switch,-24} {flag.Help} Must {flag.Rule}.{byDefault}\n");
            }

            var first = ControllerFlags.All[0];
            return text.Append(CultureInfo.InvariantCulture, $"\nEach is a variable as well: {first.Variable} for {first.Switch}, and so on.\n").ToString();
        }
    }
}
