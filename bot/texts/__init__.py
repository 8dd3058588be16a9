"""Every sentence that can be shown: where it stands, who released it, what it must not say."""
