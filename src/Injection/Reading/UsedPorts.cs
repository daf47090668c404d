using System.Globalization;
using ConfigSync.Contract;

namespace ConfigSync.Injection.Reading;

/// <summary>Ports that the Pod's own containers listen on, as far as the Pod says so.</summary>
internal static class UsedPorts
{
    private const int MostDigits = 5;

    /// <summary>True when a container declares the port or is probed at it.</summary>
    public static bool IsDeclared(PodView pod, int port) => pod.Container(container => IsForeign(container) && container.Ports.Contains(port)) is not null;

    /// <summary>
    /// True when the port stands in a command, an argument or a variable: not every port is declared, and the agent, which starts first, would take it. A
    /// number that is no port costs nothing but another one for the agent.
    /// </summary>
    public static bool IsMentioned(PodView pod, int port)
    {
        Span<char> digits = stackalloc char[MostDigits];
        port.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        return IsMentioned(pod.Containers, digits[..length]) || (pod.InitContainers is { } containers && IsMentioned(containers, digits[..length]));
    }

    private static bool IsMentioned(List<ContainerView> containers, ReadOnlySpan<char> port)
    {
        foreach (var container in containers)
        {
            foreach (var text in container.Texts)
            {
                if (IsForeign(container) && Stands(text.Value, port))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Stands(ReadOnlySpan<char> text, ReadOnlySpan<char> port)
    {
        for (var at = text.IndexOf(port); at >= 0; at = text.IndexOf(port))
        {
            var end = at + port.Length;
            if ((at == 0 || StartsWord(text[at - 1])) && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end])))
            {
                return true;
            }

            text = text[(at + 1)..];
        }

        return false;
    }

    private static bool StartsWord(char before) => char.IsWhiteSpace(before) || before is ':' or '=' or ',' or ';' or '"' or '\'' or '(' or '[';

    private static bool IsForeign(ContainerView container) => !InjectedNames.IsInjectedContainer(container.Name);
}
