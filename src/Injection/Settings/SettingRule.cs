using ConfigSync.Contract;

namespace ConfigSync.Injection.Settings;

/// <summary>The rule that an annotation's value must keep, whether a Pod or a profile gives it.</summary>
/// <param name="Annotation">Which annotation.</param>
/// <param name="Text">What the value must be, after "must".</param>
/// <param name="Accepts">Whether a value keeps it.</param>
internal sealed record SettingRule(PodAnnotation Annotation, string Text, Func<string, bool> Accepts);
