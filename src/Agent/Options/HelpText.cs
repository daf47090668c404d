using System.Text;
using ConfigSync.Contract;

namespace ConfigSync.Agent.Options;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    private const string Opening = """
        config-sync watches configuration and makes an application take it: it copies, tells, and verifies.

          config-sync --source=app:/etc/app --reload=signal --process=nginx
          config-sync --source=app:/config --copy=app:/data/config --reload=http --reload-url=http://localhost:9090/-/reload

        Each flag has a variable: --reload-url is CONFIG_SYNC_RELOAD_URL; a flag wins over its variable.
        Flags marked * may be given more than once; their variables hold one value a line.

        """;

    private const string Closing = """

        Exit codes: 0 ended by SIGTERM, or --once or --install done; 1 --once or --install could not copy; 2 invalid options.
        """;

    public static string Print()
    {
        var text = new StringBuilder(Opening);
        foreach (var flag in AgentFlags.All)
        {
            text.Append('\n').Append("  ").Append(flag.Switch);
            if (flag.Value is not null)
            {
                text.Append('=').Append(flag.Value);
            }

            text.Append(flag.Repeatable ? " *\n" : "\n").Append("      ").Append(flag.Help);
            if (flag.Default is not null)
            {
                text.Append(" Default: ").Append(flag.Default).Append('.');
            }
        }

        return text.Append('\n').Append(Closing).ToString();
    }
}
