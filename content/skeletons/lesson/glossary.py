
# %% [markdown]
"""
## ${title}

| term | in plain words |
|---|---|
| ${idea} | One plain line that says what it is. |
"""
