using System.Reflection;

namespace ConfigSync.Options;

/// <summary>The version that all programs of a release share.</summary>
public static class ProductVersion
{
    /// <summary>As it is released: <c>0.1.0</c>.</summary>
    // The SDK appends the commit after a plus sign, which is not valid in an image tag.
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
